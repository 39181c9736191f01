/** Names of invented people. The only file that names faker; the same index, the same name. */
import { Faker, base, zh_CN } from '@faker-js/faker'
import { sha256 } from '../../core/ids.ts'

/** A Chinese name for one invented person; `sex` is the interface's gend: 1 male, 2 female. */
export function nameAt(seed: number, index: number, sex: '1' | '2'): string {
  const faker = new Faker({ locale: [zh_CN, base], randomizer: counterRandomizer(seed, index) })
  return faker.person.fullName({ sex: sex === '1' ? 'male' : 'female' })
}

/** Draws number n from a hash of (seed, index, n): any index is reached without the ones before. */
function counterRandomizer(seed: number, index: number) {
  let drawn = 0
  return {
    next: () => {
      drawn += 1
      return Number.parseInt(sha256(`name:${seed}:${index}:${drawn}`).slice(0, 12), 16) / 2 ** 48
    },
    seed: () => {},
  }
}
