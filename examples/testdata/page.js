// Measures the page that is open, with all that is folded in it: what lies on another text, what is wider than the page,
// and what is too pale. It gives a list of what is wrong.
(() => {
  const wrong = [];
  for (const details of document.querySelectorAll("details")) details.open = true;
  const name = (node) => JSON.stringify(node.data.trim().slice(0, 40));
  const hidden = (e) => e.closest("title, desc, style, script") || getComputedStyle(e).visibility === "hidden" ||
    [...function* () { for (let a = e; a; a = a.parentElement) yield a; }()].some((a) =>
      getComputedStyle(a).clipPath.startsWith("inset"));
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || hidden(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) if (r.width && r.height) texts.push({ node, r });
  }
  // What lies on what. A line of text is higher than its letters.
  texts.sort((a, b) => a.r.top - b.r.top);
  for (let i = 0; i < texts.length; i++) {
    for (let j = i + 1; j < texts.length && texts[j].r.top < texts[i].r.bottom - 3; j++) {
      const a = texts[i].r, b = texts[j].r;
      if (texts[i].node !== texts[j].node && a.left < b.right - 1 && b.left < a.right - 1 && b.bottom - 3 > a.top)
        wrong.push(`${name(texts[i].node)} lies on ${name(texts[j].node)}`);
    }
  }
  // What is wider than the page. Only a picture may be, in a frame that scrolls.
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page scrolls sideways");
  for (const { node, r } of texts)
    if (!node.parentElement.closest(".scroll") && (r.right > innerWidth + 1 || r.left < 0))
      wrong.push(`${name(node)} is wider than the page`);
  for (const box of document.querySelectorAll("svg.picture g.box")) {
    const frame = box.querySelector("rect").getBoundingClientRect();
    for (const text of box.querySelectorAll("text"))
      if (text.getBoundingClientRect().right > frame.right || text.getBoundingClientRect().bottom > frame.bottom)
        wrong.push(`${JSON.stringify(text.textContent)} is larger than its box`);
  }
  // What is too pale: https://www.w3.org/TR/WCAG22/#contrast-minimum.
  const colour = (css) => (css.match(/[\d.]+/g) || []).map(Number);
  const light = (css) => {
    const [r, g, b] = colour(css).slice(0, 3).map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    const box = e.closest("g.box");
    if (box) return getComputedStyle(box.querySelector("rect")).fill;
    for (let a = e; a; a = a.parentElement) {
      const c = getComputedStyle(a).backgroundColor, parts = colour(c);
      if (parts.length === 3 || parts[3] === 1) return c;
    }
    return "rgb(255, 255, 255)";
  };
  const seen = new Set();
  for (const { node } of texts) {
    const e = node.parentElement;
    const ink = e instanceof SVGElement ? getComputedStyle(e).fill : getComputedStyle(e).color;
    const paper = behind(e), pair = ink + paper;
    if (seen.has(pair)) continue;
    seen.add(pair);
    const [a, b] = [light(ink), light(paper)].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < 4.5) wrong.push(`${name(node)} has a contrast of ${contrast.toFixed(1)}`);
  }
  return wrong;
})()
