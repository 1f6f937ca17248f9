import type { Role } from '@shared/core/roles'
import { ROLE_LABELS, ROLES } from '@shared/core/roles'
import { CHANGE_LABELS } from '@shared/modules/exchange/model'
import { organizationsContract } from '@shared/modules/organizations/contract'
import { LEAVE_REASON_LABELS, type LeaveReason } from '@shared/modules/people/model'
import { useState } from 'react'
import { createClient } from '@/core/api'
import type { ChangeRequest } from '@/core/startChange'
import { useChange } from '@/core/useChange'
import { useChoices } from '@/core/useChoices'
import { Button } from '@/ui/Button'
import { ChangeSheet } from '@/ui/ChangeSheet'
import { ChoiceField } from '@/ui/ChoiceField'
import { DateField } from '@/ui/DateField'
import { useTeams } from '../useTeams'

type Action = 'people.group' | 'people.team' | 'people.move' | 'people.exempt' | 'people.leave' | 'offices.appoint'
type Change = ChangeRequest['change']

const organizations = createClient(organizationsContract)
const ACTIONS: readonly Action[] = [
  'people.group',
  'people.team',
  'people.move',
  'people.exempt',
  'offices.appoint',
  'people.leave',
]
const NONE = 'none'
const optionsOf = (labels: Readonly<Record<string, string>>, keys = Object.keys(labels)) =>
  keys.map((value) => ({ value, label: labels[value] ?? value }))
const EXEMPT = optionsOf({ yes: '不作硬性要求', no: '应到会' })

interface Asked {
  label: string
  options: { value: string; label: string }[]
  search?: ReturnType<typeof useChoices>['search']
  day?: string
}

function changeOf(action: Action, choice: string, day: string): Change {
  switch (action) {
    case 'people.group':
      return { action, groupId: choice === NONE ? null : choice }
    case 'people.team':
      return { action, teamId: choice === NONE ? null : choice }
    case 'people.move':
      return { action, organizationId: choice }
    case 'people.exempt':
      return { action, exempt: choice === 'yes' }
    case 'people.leave':
      return { action, because: choice as LeaveReason, on: day }
    case 'offices.appoint':
      return { action, organizationId: null, role: choice as Role, from: day }
  }
}

/** What can be done with the selected persons at once. */
export function PeopleActs({ personIds }: { personIds: readonly string[] }) {
  const { asking, ask, preview, sheet } = useChange<Action>(personIds)
  const teams = useTeams()
  const [choice, setChoice] = useState('')
  const [day, setDay] = useState('')
  const kind = asking === 'people.group' ? 'partyGroup' : asking === 'people.move' ? 'branch' : undefined
  const places = useChoices(kind && `people/places/${kind}`, (query) =>
    organizations.list({ query: { kind: kind ?? 'branch', sort: 'name', ...query } }),
  )
  const found = places.items.map(({ id, name, parentName }) => ({
    value: id,
    label: kind === 'partyGroup' ? `${parentName ?? ''} · ${name}` : name,
  }))
  const fields: Record<Action, Asked> = {
    'people.group': {
      label: '到哪个党小组',
      options: [{ value: NONE, label: '不分组' }, ...found],
      search: places.search,
    },
    'people.team': {
      label: '到哪个班组',
      options: [{ value: NONE, label: '不编入班组' }, ...teams.options],
      search: teams.search,
    },
    'people.move': { label: '到哪个支部', options: found, search: places.search },
    'people.exempt': { label: '到会要求', options: EXEMPT },
    'people.leave': { label: '离开原因', options: optionsOf(LEAVE_REASON_LABELS), day: '离开日期' },
    'offices.appoint': { label: '在各自支部任', options: optionsOf(ROLE_LABELS, [...ROLES]), day: '任职日期' },
  }
  const field = asking && fields[asking]
  return (
    <>
      {ACTIONS.map((action) => (
        <Button
          key={action}
          size="d"
          onClick={() => {
            setChoice('')
            ask(action)
          }}
        >
          {CHANGE_LABELS[action]}
        </Button>
      ))}
      {asking && field && (
        <ChangeSheet
          {...sheet}
          title={CHANGE_LABELS[asking]}
          missing={choice === '' || (field.day && day === '') ? '请先选好' : undefined}
          onPreview={() => preview(changeOf(asking, choice, day))}
        >
          <ChoiceField
            label={field.label}
            required
            value={choice}
            options={field.options}
            search={field.search}
            searchLabel="太多，先按名称找"
            onChange={setChoice}
          />
          {field.day && <DateField label={field.day} required value={day} onChange={setDay} />}
        </ChangeSheet>
      )}
    </>
  )
}
