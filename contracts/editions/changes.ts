/** What an edition changes, in words: one line for entries that say the same of several things. */
import { codesOf } from '../dictionaries.ts'
import type { AddedField, Edition, EntryPlace, Setting } from '../edition.ts'

export interface Change {
  readonly kind: 'wired' | 'not wired' | 'required' | 'optional' | 'tightened' | 'added'
    | 'renamed' | 'dropped' | 'dictionary' | 'envelope'
  /** Transactions that it is about; none for a code list or the envelope. */
  readonly infnos: readonly string[]
  readonly where: string
  readonly what: string
  readonly reason: string
  /** How many fields, codes or transactions it is about. */
  readonly names: number
}

/** One change of one thing; equal ones of several things are put together. */
interface Single {
  readonly kind: Change['kind']
  readonly infno: string
  readonly place: string
  readonly name: string
  readonly says: string
  readonly reason: string
  readonly names?: number
}

/** Every change, in the order of the file's lists. */
export function changesOf(edition: Edition): Change[] {
  const singles = [
    ...edition.wiring.map(wiring),
    ...edition.fields.map((one) => single(settingKind(one.set), one, settingText(one.set))),
    ...edition.nodes.map((one) =>
      single(settingKind(one.set), { ...one, field: '' }, settingText(one.set))),
    ...edition.added.map((one) => single('added', one, addedText(one.as))),
    ...edition.addedNodes.map((one) => single('added', { ...one, field: one.name }, nodeText(one))),
    ...edition.renamed.map((one) => single('renamed', one, `is called \`${one.to}\``)),
    ...edition.dropped.map((one) => single('dropped', one, 'does not exist')),
    ...edition.dictionaries.map(codes),
    ...edition.envelope.map(envelope),
  ]
  const alone = singles.map((one): Group => ({ ...one, infnos: [one.infno], all: [one.name] }))
  const ofOne = grouped(alone,
    ({ kind, place, says, reason, infnos }) => [kind, place, says, reason, infnos])
  return grouped(ofOne, ({ kind, place, says, reason, all }) => [kind, place, says, reason, all])
    .map(told)
}

/** Things of which the same is said: every name in every transaction. */
interface Group extends Single {
  readonly infnos: readonly string[]
  readonly all: readonly string[]
}

function grouped(groups: readonly Group[], keyOf: (one: Group) => unknown): Group[] {
  return [...Map.groupBy(groups, (one) => JSON.stringify(keyOf(one))).values()].map((alike) => ({
    ...alike[0] as Group,
    infnos: [...new Set(alike.flatMap((one) => one.infnos))],
    all: [...new Set(alike.flatMap((one) => one.all))],
  }))
}

function told({ kind, place, says, reason, names, ...group }: Group): Change {
  const infnos = group.infnos.filter((one) => one !== '')
  const all = group.all.filter((one) => one !== '')
  return {
    kind, infnos, reason,
    where: [infnos.join(', '), place].filter((one) => one !== '').join(' '),
    what: [all.map((one) => `\`${one}\``).join(', '), says]
      .filter((one) => one !== '').join(' '),
    names: names ?? group.infnos.length * group.all.length,
  }
}

function single(
  kind: Change['kind'],
  entry: EntryPlace & { readonly field: string },
  says: string,
): Single {
  const { infno, direction, node, field, reason } = entry
  return { kind, infno, place: `${direction}.${node}`.replace('.-', ''), name: field, says, reason }
}

function wiring(entry: Edition['wiring'][number]): Single {
  const { infno, wired, instead, title = '', reason } = entry
  const says = instead === undefined ? title : `${instead} in its place`
  return { kind: wired ? 'wired' : 'not wired', infno, place: '', name: '', says, reason }
}

function settingKind(set: Setting): Change['kind'] {
  if (set.required === undefined) return 'tightened'
  return set.required ? 'required' : 'optional'
}

function settingText({ required, length, keywords = {} }: Setting): string {
  const expected = keywords['x-expected'] as { readonly en: string } | undefined
  const parts = [
    required === undefined ? '' : required ? 'must be given' : 'may be empty',
    length === undefined ? '' : `length ${length}`,
    expected?.en ?? '',
  ]
  return parts.filter((one) => one !== '').join('; ')
}

function addedText({ title, type, length, scale, dictionary }: AddedField): string {
  const digits = [length, scale].filter((one) => one !== undefined).join(',')
  const list = dictionary === undefined ? '' : `, list ${dictionary}`
  return `${title}: ${type}${digits === '' ? '' : `(${digits})`}${list}`
}

function nodeText({ title, many, like, members = {} }: Edition['addedNodes'][number]): string {
  const fields = [
    ...(like === undefined ? [] : [`fields as in ${like.infno} ${like.direction}.${like.node}`]),
    ...Object.keys(members).map((name) => `\`${name}\``),
  ]
  return `${title}, ${many ? 'a list' : 'one'}: ${fields.join(', ')}`
}

function codes(entry: Edition['dictionaries'][number]): Single {
  const { dictionary, add, remove = [], only, reason } = entry
  const list = (all: readonly string[]): string => all.join(', ')
  const more = Object.keys(add)
  const says = [
    only === undefined ? '' : `only ${list(Object.keys(only))} (nationally ${
      codesOf(dictionary).size} codes)`,
    more.length === 0 ? '' : `also ${list(more)}`,
    remove.length === 0 ? '' : `not ${list(remove)}`,
  ].filter((one) => one !== '').join('; ')
  const names = Object.keys(only ?? {}).length + more.length + remove.length
  return { kind: 'dictionary', infno: '', place: dictionary, name: '', says, reason, names }
}

function envelope(entry: Edition['envelope'][number]): Single {
  const { side = 'request', field, set, drop = false, reason } = entry
  const { enum: values, type, required } = set
  const says = drop ? 'does not exist' : [
    values === undefined ? '' : `one of ${JSON.stringify(values)}`,
    type === undefined ? '' : ([type].flat() as string[]).join(' or '),
    required === undefined ? '' : required === true ? 'must be given' : 'may be left out',
  ].filter((one) => one !== '').join('; ')
  return { kind: 'envelope', infno: '', place: side, name: field, says, reason }
}
