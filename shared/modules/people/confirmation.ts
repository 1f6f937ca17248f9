import { type Obligation, obligationKey, type Rung } from '@shared/core/obligation'
import { addDays, addMonths, earlierOf, laterOf, type PlainDate, plainDateFrom, yearOf } from '@shared/core/plainDate'
import { ASKED_FIELDS, type OwnField } from './ownFields'

/** Day on which the person last said that a field is right. */
export type ConfirmedOn = Readonly<Partial<Record<OwnField, PlainDate>>>

/** Until when a confirmation counts. @param months unit setting `confirmMonths`. */
export const validUntil = (on: PlainDate, months: number): PlainDate => addDays(addMonths(on, months), -1)

/** 还要请您核对的项 — never confirmed, or so long ago that it may have changed. */
export const fieldsToConfirm = (confirmedOn: ConfirmedOn, today: PlainDate, months: number): OwnField[] =>
  ASKED_FIELDS.filter((field) => {
    const on = confirmedOn[field]
    return on === undefined || validUntil(on, months) < today
  })

/** The unit decides how long a confirmation counts; no regulation asks for it. */
export const CONFIRM_SETTING = { document: '单位设置', article: '本人核对信息的有效期' }

/** From when somebody who never confirmed anything is asked in a year, and how long there is time for it: two quiet months. */
const FIRST_ASKED = { month: 3, day: 1 }
const SETTLED_DAYS = 30
const TIME_DAYS = 60

/** Two quiet words to the person; nobody else is told. */
const LADDER = [
  { id: 'T-30', offsetDays: -30, to: 'owner' },
  { id: 'T-7', offsetDays: -7, to: 'owner' },
] as const satisfies readonly Rung[]

export interface Confirmer {
  id: string
  organizationId: string
  /** Since when the register knows this person. */
  enteredOn?: PlainDate
  confirmedOn: ConfirmedOn
}

/** 每年核对一次本人信息 — opens when the last confirmation runs out; none in a year in which it lasts. */
export function confirmationDuty(person: Confirmer, year: number, months: number): Obligation | undefined {
  const days = ASKED_FIELDS.flatMap((field) => person.confirmedOn[field] ?? [])
  const complete = days.length === ASKED_FIELDS.length
  const oldest = complete ? days.reduce(earlierOf) : undefined
  const doneOn = oldest && yearOf(oldest) === year ? days.reduce(laterOf) : undefined
  const last = plainDateFrom(year, 12, 31)
  const usual = plainDateFrom(year, FIRST_ASKED.month, FIRST_ASKED.day)
  const known = person.enteredOn ? laterOf(usual, addDays(person.enteredOn, SETTLED_DAYS)) : usual
  const runsOut = oldest && !doneOn ? addDays(validUntil(oldest, months), 1) : known
  const opensOn = doneOn ? earlierOf(known, doneOn) : laterOf(runsOut, plainDateFrom(year, 1, 1))
  if (opensOn > addDays(last, -SETTLED_DAYS)) return undefined
  return {
    key: obligationKey('people.confirm', person.id, String(year)),
    module: 'people',
    rule: 'people.confirm',
    owner: { kind: 'person', id: person.id },
    organizationId: person.organizationId,
    title: '核对本人信息',
    why: '手机、住址、岗位、学历还对不对，点一下就行',
    period: String(year),
    opensOn,
    dueOn: earlierOf(addDays(opensOn, TIME_DAYS), last),
    source: CONFIRM_SETTING,
    ...(doneOn && { doneBy: { module: 'people', id: person.id, on: doneOn } }),
    action: { page: '/modules/people/pages/confirm/index', label: doneOn ? '查看' : '看一眼' },
    ladder: LADDER,
  }
}

export interface CorrectionFacts {
  id: string
  organizationId: string
  personName: string
  label: string
  openedOn: PlainDate
  decidedOn?: PlainDate
  /** Who keeps the register of the branch and is not the person; undefined when nobody is. */
  keeperId?: string
}

const DECIDE_DAYS = 7

/** 核对本人更正 — what a member corrected and the register's keeper has to look at. */
export function correctionDuty(correction: CorrectionFacts): Obligation {
  const { id, organizationId, personName, label, openedOn, decidedOn, keeperId } = correction
  const owner = keeperId
    ? ({ kind: 'person', id: keeperId } as const)
    : ({ kind: 'organization', id: organizationId } as const)
  return {
    key: obligationKey('people.decideCorrection', owner.id, id),
    module: 'people',
    rule: 'people.decideCorrection',
    owner,
    organizationId,
    title: `核对${personName}更正的${label}`,
    why: '本人说名册里的不对，核对后生效',
    period: id,
    opensOn: openedOn,
    dueOn: addDays(openedOn, DECIDE_DAYS),
    source: CONFIRM_SETTING,
    ...(decidedOn && { doneBy: { module: 'people', id, on: decidedOn } }),
    action: {
      page: `/modules/people/pages/confirmation/index?organizationId=${organizationId}`,
      label: decidedOn ? '查看' : '核对',
    },
    ladder: [
      { id: 'T-7', offsetDays: -7, to: 'owner' },
      { id: 'T', offsetDays: 0, to: 'owner' },
      { id: 'T+1', offsetDays: 1, to: 'secretary' },
    ],
  }
}
