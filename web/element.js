/**
 * An element with attributes, listeners (functions, by `on` and the event) and content.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | boolean | undefined | ((event: Event) => void)>} attributes
 * @param {...(Node | string | undefined)} content
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key.slice(2), value)
    else if (value === true) made.setAttribute(key, '')
    else if (value !== undefined && value !== false) made.setAttribute(key, String(value))
  }
  made.append(...content.filter((one) => one !== undefined))
  return made
}

/**
 * The one element of the page that a selector finds.
 *
 * @template {Element} [Found=HTMLElement]
 * @param {string} selector
 * @returns {Found}
 */
export function find(selector) {
  const found = document.querySelector(selector)
  if (!found) throw new Error(`the page has no ${selector}`)
  return /** @type {Found} */ (/** @type {unknown} */ (found))
}
