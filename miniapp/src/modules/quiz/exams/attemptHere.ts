import type { SentAnswer } from '@shared/modules/quiz/exams/schemas'
import { session } from '@/core/session'
import { keptAs } from '@/core/storage'
import { dropPictures, keepPictures } from '@/questions/picturesHere'
import type { AttemptSheet } from './examsApi'

type Given = SentAnswer['answer']

/** 本机的答卷 — the paper as it came, so that it is there without signal; written once. */
export interface SheetHere {
  sheet: AttemptSheet
  /** The service's clock less this phone's, ms. */
  ahead: number
  /** When it came, by this phone's clock, epoch ms. */
  at: number
}

/** What was done with it on this phone; written with every tap. */
export interface WorkHere {
  /** By place in the paper; `doneAt` is missing for an answer that came from the service. */
  answers: Readonly<Record<string, { seq: number; answer: Given; doneAt?: string }>>
  /** 回头再看: places to come back to. */
  marked: readonly number[]
  /** The question in front. */
  place: number
  /** UTC ISO instant by the service's clock: handed in here, whether it has arrived or not. */
  handedInAt?: string
}

const NOTHING_DONE: WorkHere = { answers: {}, marked: [], place: 0 }

/** Attempts kept at the same time on one phone; the oldest go first. */
const MOST = 6
const names = keptAs<string[]>('examAttempts')
const sheetAt = (name: string) => keptAs<SheetHere>(`examSheet/${name}`)
const workAt = (name: string) => keptAs<WorkHere>(`examWork/${name}`)
/** Each person has a place of his own: whoever signs in on the same phone sees nothing of another's. */
const nameOf = (attemptId: string): string => `${session.get().person?.id ?? ''}|${attemptId}`

const picturesOf = (attemptId: string): string => `exam/${attemptId}`

export const findSheet = (attemptId: string): SheetHere | undefined => sheetAt(nameOf(attemptId)).read()
export const findWork = (attemptId: string): WorkHere => workAt(nameOf(attemptId)).read() ?? NOTHING_DONE

/** Fetches what is missing of the pictures of a paper. */
export const keepSheetPictures = ({ id, questions }: AttemptSheet): void =>
  keepPictures(
    picturesOf(id),
    questions.map(({ asked }) => asked),
  )

/** Keeps the paper; its pictures follow one by one. @returns whether this phone could keep it. */
export function keepSheet(sheet: AttemptSheet): boolean {
  const name = nameOf(sheet.id)
  const all = [...(names.read() ?? []).filter((one) => one !== name), name]
  for (const gone of all.slice(0, -MOST)) {
    sheetAt(gone).forget()
    workAt(gone).forget()
    dropPictures(picturesOf(gone.slice(gone.indexOf('|') + 1)))
  }
  keepSheetPictures(sheet)
  names.write(all.slice(-MOST))
  return sheetAt(name).write({ sheet, ahead: Date.parse(sheet.now) - Date.now(), at: Date.now() })
}

/** @returns whether this phone could keep it. */
export const keepWork = (attemptId: string, work: WorkHere): boolean => workAt(nameOf(attemptId)).write(work)

/** Nobody looks at the questions again: it was handed in here, whether that has arrived or not. */
export const dropSheetPictures = (attemptId: string): void => dropPictures(picturesOf(attemptId))

/** Once the service has said how it came out, nothing of it is needed here any more. */
export function forgetAttempt(attemptId: string): void {
  const name = nameOf(attemptId)
  names.write((names.read() ?? []).filter((one) => one !== name))
  sheetAt(name).forget()
  workAt(name).forget()
  dropSheetPictures(attemptId)
}
