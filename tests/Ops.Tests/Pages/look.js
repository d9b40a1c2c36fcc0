// What is wrong with how a page looks, one line each: an expression for the browser's console.
(() => {
  const flaws = [];
  const shown = [...document.querySelectorAll('body *')].filter(one => one.getClientRects().length > 0);

  if (document.documentElement.scrollWidth > window.innerWidth) flaws.push(`the page is wider than the screen`);

  // WCAG 2.2, contrast (minimum): text against what is painted behind it.
  const channels = colour => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b]
    .map(value => value / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = one => {
    for (; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const hasText = one => [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  for (const one of shown.filter(hasText)) {
    const [dark, light] = [channels(getComputedStyle(one).color), behind(one)].map(luminance).sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) flaws.push(`${one.textContent.trim()}: contrast ${contrast.toFixed(1)}`);
    if (parseFloat(getComputedStyle(one).fontSize) < 12) flaws.push(`${one.textContent.trim()}: too small`);
  }

  // Labels that are placed by figures, and boxes of the picture.
  for (const group of ['.axis span', '.phases span', '.vm']) {
    const boxes = shown.filter(one => one.matches(group)).map(one => [one, one.getBoundingClientRect()]);
    boxes.forEach(([one, a], at) => boxes.slice(at + 1).forEach(([other, b]) => {
      const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top || b.bottom <= a.top;
      if (!apart) flaws.push(`${one.textContent.trim()} overlaps ${other.textContent.trim()}`);
    }));
  }
  return flaws;
})()
