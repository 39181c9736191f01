/** For tests that look at very much: all of it where LIANTIAO_THOROUGH is set, as in the gate. */

const THOROUGH = process.env['LIANTIAO_THOROUGH'] !== undefined

/** Every item in the gate; one in `nth`, evenly spread, while somebody waits for the tests. */
export function oneIn<Item>(nth: number, items: readonly Item[]): readonly Item[] {
  return THOROUGH ? items : items.filter((_, at) => at % nth === 0)
}

/** How often to draw: more often in the gate. */
export function draws(quick: number, thorough: number): number {
  return THOROUGH ? thorough : quick
}
