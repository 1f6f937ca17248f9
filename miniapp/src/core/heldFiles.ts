import { fetchFile } from './fetchFile'
import { canKeepFiles, keptFiles } from './keptFiles'
import { onSignOut, session } from './session'
import { keptAs } from './storage'

/** A file of the service that is to be on this phone. */
export interface WantedFile {
  id: string
  /** As a reply has named it. */
  url: string
  /** What it is called on this phone, where its name is shown when it is opened. */
  name?: string
  /** As far as it is known before it has come. */
  bytes?: number
}

export interface HoldLimits {
  files: number
  bytes: number
}

/** Why a file is not on this phone. */
export type Unheld = 'large' | 'failed'

type Held = Readonly<Record<string, { name: string; bytes: number }>>
/** By what they are held for: a course, a sheet of an exam, a set of practice. */
type HeldByOwner = Readonly<Record<string, Held>>

const kept = keptAs<Readonly<Record<string, HeldByOwner>>>('heldFiles')
const personId = (): string => session.get().person?.id ?? ''
const heldBy = (person: string): HeldByOwner => kept.read()?.[person] ?? {}

const findHeld = (fileId: string) =>
  Object.values(heldBy(personId()))
    .map((held) => held[fileId])
    .find((one) => one !== undefined)

function note(person: string, owner: string, held: Held | undefined): void {
  const { [owner]: _before, ...others } = heldBy(person)
  kept.write({ ...kept.read(), [person]: { ...others, ...(held && { [owner]: held }) } })
}

/** Removes files that nothing of this person shows any more. */
async function removeUnheld(gone: Held): Promise<void> {
  for (const [id, { name }] of Object.entries(gone)) if (!findHeld(id)) await keptFiles.remove(name)
}

/** Where a file stands on this phone; undefined when it does not. */
export async function addressHere(fileId: string): Promise<string | undefined> {
  const held = findHeld(fileId)
  return held && keptFiles.addressOf(held.name)
}

const coming = new Map<string, Promise<ArrayBuffer>>()

function fetchOnce({ id, url }: WantedFile): Promise<ArrayBuffer> {
  const running = coming.get(id) ?? fetchFile(url).finally(() => coming.delete(id))
  coming.set(id, running)
  return running
}

/** @returns whether there was room; what may have been written of a file without is gone again. */
async function canWrite(name: string, content: ArrayBuffer): Promise<boolean> {
  try {
    await keptFiles.write(name, content)
    return true
  } catch {
    await keptFiles.remove(name)
    return false
  }
}

/** Takes care of one file. It is noted before it is written: what is interrupted leaves nothing that nobody knows of. */
async function holdOne(person: string, owner: string, file: WantedFile, room: number): Promise<number | Unheld> {
  const { id, name = `file-${id}` } = file
  const isLetGo = () => personId() !== person || heldBy(person)[owner] === undefined
  if (isLetGo()) return 'failed'
  const before = findHeld(id)
  const isHere = before && (await keptFiles.addressOf(before.name)) !== undefined
  if ((isHere ? before.bytes : (file.bytes ?? 0)) > room) return 'large'
  const content = isHere ? undefined : await fetchOnce(file)
  const held = content ? { name, bytes: content.byteLength } : before
  if (!held || held.bytes > room) return 'large'
  if (isLetGo()) return 'failed'
  note(person, owner, { ...heldBy(person)[owner], [id]: held })
  if (content && !(await canWrite(held.name, content))) {
    const { [id]: _unwritten, ...others } = heldBy(person)[owner] ?? {}
    if (!isLetGo()) note(person, owner, others)
    return 'large'
  }
  // Let go of while it was written.
  if (!findHeld(id)) await keptFiles.remove(held.name)
  return held.bytes
}

/**
 * Puts files onto this phone, those first that stand first, and lets go of what was held for the same before. Never fails: what is too
 * large or does not come is told. @param progress how many have been looked at
 */
export async function holdFiles(
  owner: string,
  wanted: readonly WantedFile[],
  limits: HoldLimits,
  progress?: (done: number) => void,
): Promise<{ bytes: number; missing: { id: string; why: Unheld }[] }> {
  const person = personId()
  const missing: { id: string; why: Unheld }[] = []
  let bytes = 0
  let files = 0
  if (!canKeepFiles()) return { bytes, missing: wanted.map(({ id }) => ({ id, why: 'failed' })) }
  if (wanted.length === 0) {
    await releaseFiles(owner)
    return { bytes, missing }
  }
  const before = heldBy(person)[owner] ?? {}
  const isWanted = ([id]: [string, unknown]) => wanted.some((file) => file.id === id)
  note(person, owner, Object.fromEntries(Object.entries(before).filter(isWanted)))
  await removeUnheld(before)
  for (const [i, file] of wanted.entries()) {
    progress?.(i)
    const room = files < limits.files ? limits.bytes - bytes : 0
    const outcome = room > 0 ? await holdOne(person, owner, file, room).catch(() => 'failed' as const) : 'large'
    if (typeof outcome !== 'number') missing.push({ id: file.id, why: outcome })
    else {
      bytes += outcome
      files += 1
    }
  }
  return { bytes, missing }
}

/** Lets go of all that is held for this; what something else shows stays. */
export async function releaseFiles(owner: string): Promise<void> {
  const gone = heldBy(personId())[owner]
  if (!gone) return
  note(personId(), owner, undefined)
  await removeUnheld(gone)
}

/** What somebody else has left here goes, now or when this is next needed. */
function sweep(): void {
  const { [personId()]: own, ...others } = kept.read() ?? {}
  const left = Object.values(others).flatMap((owners) => Object.values(owners))
  if (left.length === 0) return
  kept.write(own ? { [personId()]: own } : {})
  for (const held of left) removeUnheld(held)
}

onSignOut(sweep)
sweep()
