// The states of a recording, in which each frame holds only what differs from the frame before.
export function states(frames) {
  const all = [];
  for (const frame of frames) all.push({ ...all.at(-1), ...frame[5] });
  return all;
}
