import { rosterPeople } from '../rosters/memberRoster'
import type { MonthPart } from '../safetyMonth/cast'
import type { UiDriver } from '../ui/driver'

/** What the two rosters hold; the scene is set in the second branch. */
export const BRANCHES = 3
export const MEMBERS = 12
export const BRANCH = '第二党支部'

/** Places of the people in the roster of their branch: 书记, 组织委员, 纪检委员, 宣传委员, then members. */
export const PLACES = {
  secretary: 0,
  commissioner: 1,
  /** Neither WeChat nor account: nobody can reach him, and somebody else must check him in. */
  withoutPhone: 3,
  scans: 4,
  types: 5,
  onLeave: 6,
  /** In the room, but on no list: the absence to be corrected afterwards. */
  forgotten: 7,
} as const
export type Part = keyof typeof PLACES
/** Everybody who may hold a device: people of the branch, two of the committee above it, and those of the safety month. */
export type Who = Part | 'administrator' | 'superior' | MonthPart
/** Those of the branch who come and need no scene of their own. */
export const EXTRAS = [2, 8, 9, 10, 11]
/** Those who hold a device in the scenario. */
export const WITH_DEVICE = ['secretary', 'commissioner', 'scans', 'types', 'onLeave'] as const satisfies readonly Part[]

const roster = rosterPeople({ branches: BRANCHES, membersPerBranch: MEMBERS }).filter((one) => one.branch === BRANCH)
export const nameAt = (place: number): string => roster[place]?.name ?? ''
export const nameOf = (part: Part): string => nameAt(PLACES[part])

/** A person in front of a device. */
export interface Player {
  name: string
  personId: string
  device: UiDriver
  /** Of the WeChat bound to this person. */
  openId?: string
  /** Account with which this person signs in in a browser. */
  account?: { username: string; password: string }
  /** When the session was opened, in ms of the service's clock. */
  signedInAt?: number
}
