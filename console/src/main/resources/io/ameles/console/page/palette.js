/**
 * Colours of series: those of Okabe and Ito (Color Universal Design, 2008), which people with every
 * common form of colour blindness can tell apart; the yellow is left out because it cannot be seen on
 * white. From the eighth series on they come again, with dashes. The values are in console.css.
 */
const COLOURS = 7;

const DASHES = [undefined, [6, 4], [2, 3]];

/**
 * @param {number} index of the series
 * @returns {{variable: string, dash: number[]|undefined}}
 */
export function look(index) {
  return {
    variable: `--series-${index % COLOURS}`,
    dash: DASHES[Math.floor(index / COLOURS) % DASHES.length],
  };
}

/**
 * @param {string} variable such as `--line`
 * @returns {string} its colour in the theme that is on, as canvas takes it
 */
export function colour(variable) {
  const probe = document.createElement('span');
  probe.style.color = `var(${variable})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
