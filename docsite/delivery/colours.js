// Paints the tokens of code as highlights, which need no elements: those of a page would be thousands. A block is painted
// when it comes near, or is to be printed. GRAMMAR and STARTS are filled in by colours.py, which says what they hold.
if (globalThis.CSS?.highlights) (() => {
  const NEAR = "800px";
  const grammar = GRAMMAR, starts = STARTS;
  const patterns = new Map();
  const painted = new Map(); // code to its ranges, each with its highlight

  const pattern = (name) => {
    if (!patterns.has(name)) patterns.set(name, new RegExp(grammar[name], "dgm"));
    return patterns.get(name);
  };

  const highlight = (name) => {
    const key = `code-${name}`;
    if (!CSS.highlights.has(key)) CSS.highlights.set(key, new Highlight());
    return CSS.highlights.get(key);
  };

  // As `_tokens` of colours.py does.
  function* tokens(text, name, offset = 0) {
    for (const match of text.matchAll(pattern(name))) {
      for (const [group, part] of Object.entries(match.groups)) {
        if (!part) continue;
        const first = offset + match.indices.groups[group][0];
        if (group[0] in grammar) yield* tokens(part, group[0], first);
        else yield [group[0], first, first + part.length];
      }
    }
  }

  // What a block carries along, where the grammar does not suffice.
  function* carried(runs) {
    let end = 0;
    for (const [, length, name] of runs.matchAll(/(\d+)(\D)/g)) {
      const first = end;
      end += Number(length);
      if (name !== ".") yield [name, first, end];
    }
  }

  function* found(text, block) {
    const language = /\blanguage-(\w+)/.exec(block.className)?.[1];
    if (block.dataset.colours) yield* carried(block.dataset.colours);
    else if (language in starts) yield* tokens(text, starts[language]);
  }

  function wipe(code) {
    for (const [range, shade] of painted.get(code) ?? []) shade.delete(range);
    painted.delete(code);
  }

  // `source` is the code on the page, of which `code` may be a copy.
  function paint(code, source = code) {
    const block = source.closest(".highlight"), node = code.firstChild;
    wipe(code);
    if (!block || code.childNodes.length !== 1 || node.nodeType !== Node.TEXT_NODE) return;
    const runs = [];
    for (const [name, first, end] of found(node.data, block)) {
      const last = runs.at(-1);
      if (last?.name === name && !node.data.slice(last.end, first).trim()) last.end = end;
      else runs.push({ name, first, end });
    }
    painted.set(code, runs.map(({ name, first, end }) => {
      const range = new StaticRange({ startContainer: node, startOffset: first, endContainer: node, endOffset: end });
      const shade = highlight(name);
      shade.add(range);
      return [range, shade];
    }));
  }

  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      paint(target.querySelector("pre > code"));
    }
  }, { rootMargin: NEAR });

  // The block is watched and not its code, which is not laid out before it comes near.
  const all = () => document.querySelectorAll("[class*=language-].highlight > pre > code");

  document$.subscribe(() => {
    near.disconnect();
    for (const code of [...painted.keys()]) wipe(code);
    for (const code of all()) near.observe(code.closest(".highlight"));
  });
  addEventListener("beforeprint", () => {
    for (const code of all()) if (!painted.has(code)) paint(code);
  });
  // Whoever shows a copy of some code says so.
  document.addEventListener("code-copied", ({ target, detail }) => paint(target, detail));
})();
