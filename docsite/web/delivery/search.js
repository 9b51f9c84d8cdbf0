// Cuts a run of Chinese characters of a query into the beginnings of words that the index knows, with spaces between
// them. Stands in the search worker in place of Material's own, which never takes a run's last character for part of
// a word, and stops at the first character that it does not know.
const cutQuery = (() => {
  const known = new WeakMap();
  const beginnings = (index) => {
    if (!known.has(index)) {
      const found = new Set();
      for (const word of Object.keys(index)) {
        if (!/^\p{sc=Han}/u.test(word)) continue;
        for (let end = 1; end <= word.length; end++) found.add(word.slice(0, end));
      }
      known.set(index, found);
    }
    return known.get(index);
  };
  return (run, index) => {
    const found = beginnings(index), pieces = new Set();
    for (let start = 0; start < run.length;) {
      let end = run.length;
      while (end > start && !found.has(run.slice(start, end))) end--;
      if (end > start) pieces.add(run.slice(start, end));
      start = Math.max(end, start + 1);
    }
    if (!pieces.size) return run;
    // Material lets each piece stand for all words that begin with it, unless it has a weight. Too many words begin
    // with the one character that is left over between others.
    const whole = (piece) => piece.length === 1 && piece in index && pieces.size > 1;
    return [...pieces].map((piece) => whole(piece) ? piece + "^1" : piece).join(" ");
  };
})();
