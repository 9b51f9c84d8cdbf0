// Cuts a query into words as the index is cut into words. Stands in the search worker in place of Material's own, which
// leaves words with their punctuation, takes `gap:` for the name of a field, cuts no word that is Latin and Chinese, never
// takes a Chinese run's last character for part of a word, and stops at the first character that it does not know.
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
  // Cuts a run of Chinese characters into the beginnings of words that the index knows, with spaces between them.
  const cutRun = (run, index) => {
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
  // Full-width forms, as an input method for Chinese may type them, as those that the index has.
  const halfWidth = (text) => text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
  // A word begins with a letter, or as TeX does, and ends with one; what lunr would take for an operator is no part of it.
  const plain = (word) => /\\?[\p{L}\p{N}_](?:.*[\p{L}\p{N}_])?/u.exec(word)?.[0];
  const words = (text) => text.replace(/[~^*:]/g, " ").split(lunr.tokenizer.separator).map(plain).filter(Boolean);
  // What stands between quotes has to be there, and so has what follows a plus; what follows a minus must not.
  return (query, index) => {
    const parts = halfWidth(query).split('"').map((part) => part.split(/\s+/).map((chunk, place) => {
      const sign = place && /^[+-](?=[\p{L}\p{N}])/u.exec(chunk)?.[0] || "";
      return words(chunk).map((word) => sign + word.replace(/\p{sc=Han}+/gu, (run) => ` ${cutRun(run, index)} `).trim());
    }).flat().join(" "));
    return parts.some(Boolean) ? parts.join(' " ').trim() : query;
  };
})();
