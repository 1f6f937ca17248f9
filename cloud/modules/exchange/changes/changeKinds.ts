import type { Change } from '@shared/modules/exchange/change'
import type { ChangeKind } from './changeKind'
import { appointChange, endChange } from './officeChanges'
import { dissolveChange, relocateChange, renameChange } from './organizationChanges'
import { exemptChange, groupChange, leaveChange, moveChange } from './peopleChanges'
import { teamChange } from './teamChange'

const KINDS: { readonly [A in Change['action']]: ChangeKind<Extract<Change, { action: A }>> } = {
  'people.group': groupChange,
  'people.team': teamChange,
  'people.move': moveChange,
  'people.exempt': exemptChange,
  'people.leave': leaveChange,
  'organizations.rename': renameChange,
  'organizations.move': relocateChange,
  'organizations.dissolve': dissolveChange,
  'offices.appoint': appointChange,
  'offices.end': endChange,
}

/** How a change is planned, written and taken back. The table above is closed over all kinds, so each gets its own. */
export const changeKinds = (change: Change): ChangeKind => KINDS[change.action] as unknown as ChangeKind
