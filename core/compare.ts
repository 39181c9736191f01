/** Order of two texts by their units: the same on every host, whatever its language. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
