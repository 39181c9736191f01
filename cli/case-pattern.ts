/** Selects cases by name: `*` within one part of the path, `**` across parts. */

/** True for every name when there is no pattern. */
export function casePattern(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true
  const source = pattern
    .split(/(\*\*|\*)/)
    .map((part) => {
      if (part === '**') return '.*'
      return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    })
    .join('')
  const expression = new RegExp(`^${source}$`)
  return (name) => expression.test(name)
}
