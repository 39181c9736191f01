/** Works that share a key run one after another, in the order they came; others side by side. */

/** Runs `work` when every earlier work with one of these keys has ended. */
export type Turns = <Result>(
  keys: readonly string[],
  work: () => Promise<Result>,
) => Promise<Result>

/**
 * A fresh set of turns. A work joins the queues of all its keys at once, so two works that share
 * several keys meet in the same order everywhere and can never wait for each other.
 */
export function createTurns(): Turns {
  const tails = new Map<string, Promise<void>>()
  return async (keys, work) => {
    const before = keys.flatMap((key) => tails.get(key) ?? [])
    const mine = before.length === 0 ? work() : Promise.all(before).then(work)
    const tail = mine.then(ended, ended)
    for (const key of keys) tails.set(key, tail)
    try {
      return await mine
    } finally {
      for (const key of keys) if (tails.get(key) === tail) tails.delete(key)
    }
  }
}

/** Whatever a work came to is told to its own caller; the next one only needs to know that. */
function ended(): void {}
