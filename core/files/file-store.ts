/** Files in the platform's database: whose they are, and until when they can be fetched. */
import { beijingTime } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { digitsOf, sha256 } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'

/** Days for which a file can be fetched; the interface names a limit and does not say which. */
const OFFERED_DAYS = 7
const DAY = 86_400_000

/** A file of one institution. */
export interface KeptFile {
  /** 30 characters: area (6) and digits made from institution and content. */
  readonly file_qury_no: string
  readonly fixmedins_code: string
  readonly filename: string
  readonly content: Uint8Array
  /** yyyy-MM-dd HH:mm:ss */
  readonly dld_endtime: string
}

/**
 * A file as it will be kept; the same content of the same institution has the same number, and is
 * kept under the name under which it came first.
 */
export function fileFor(
  admdvs: string,
  clock: Clock,
  file: Pick<KeptFile, 'fixmedins_code' | 'filename' | 'content'>,
): KeptFile {
  const source = `file:${file.fixmedins_code}:${sha256(file.content)}`
  return {
    ...file,
    file_qury_no: admdvs + digitsOf(source, 24),
    dld_endtime: beijingTime(clock.now() + OFFERED_DAYS * DAY),
  }
}

/** Keeps a file and offers it; inside a commit. */
export function keepFile(store: Store, file: KeptFile): void {
  store.run(
    `insert or ignore into file (file_qury_no, fixmedins_code, filename, content)
     values (?, ?, ?, ?)`,
    file.file_qury_no,
    file.fixmedins_code,
    file.filename,
    file.content,
  )
  store.run(
    'insert into file_offer (file_qury_no, until) values (?, ?)',
    file.file_qury_no,
    file.dld_endtime,
  )
}

/** A file of this institution that can still be fetched. @throws Refusal */
export function fileOfInstitution(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  number: string,
  institution: string,
): KeptFile {
  const file = store.get<Omit<KeptFile, 'dld_endtime'>>(
    'select file_qury_no, fixmedins_code, filename, content from file where file_qury_no = ?',
    number,
  )
  // Whose else a file is, is nobody's business: it is told as a file that is not there.
  if (file?.fixmedins_code !== institution) throw new Refusal('unknown-file', { number })
  const offer = store.get<{ until: string }>(
    'select until from file_offer where file_qury_no = ? order by id desc limit 1',
    number,
  )
  const until = offer?.until ?? ''
  if (until < beijingTime(clock.now())) throw new Refusal('file-expired', { number, until })
  return { ...file, dld_endtime: until }
}
