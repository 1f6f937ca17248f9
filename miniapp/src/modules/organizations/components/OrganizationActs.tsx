import { CHANGE_LABELS } from '@shared/modules/exchange/model'
import { ORGANIZATION_KIND_LABELS } from '@shared/modules/organizations/model'
import { useState } from 'react'
import type { ChangeRequest } from '@/core/startChange'
import { useChange } from '@/core/useChange'
import { useChoices } from '@/core/useChoices'
import { Button } from '@/ui/Button'
import { ChangeSheet } from '@/ui/ChangeSheet'
import { ChoiceField } from '@/ui/ChoiceField'
import { DateField } from '@/ui/DateField'
import { TextField } from '@/ui/TextField'
import { organizationsApi } from '../useOrganizations'

type Action = 'organizations.rename' | 'organizations.move' | 'organizations.dissolve'
const ACTIONS: readonly Action[] = ['organizations.rename', 'organizations.move', 'organizations.dissolve']

/** What can be done with the selected organisations at once. */
export function OrganizationActs({ organizationIds }: { organizationIds: readonly string[] }) {
  const { asking, ask, preview, sheet } = useChange<Action>(organizationIds)
  const [find, setFind] = useState('')
  const [replace, setReplace] = useState('')
  const [parentId, setParentId] = useState('')
  const [on, setOn] = useState('')
  const places = useChoices(asking === 'organizations.move' ? 'organizations/parents' : undefined, (query) =>
    organizationsApi.list({ query }),
  )
  const given: Record<Action, { change: ChangeRequest['change']; missing: boolean }> = {
    'organizations.rename': { change: { action: 'organizations.rename', find, replace }, missing: find === '' },
    'organizations.move': { change: { action: 'organizations.move', parentId }, missing: parentId === '' },
    'organizations.dissolve': { change: { action: 'organizations.dissolve', on }, missing: on === '' },
  }
  return (
    <>
      {ACTIONS.map((action) => (
        <Button key={action} size="d" onClick={() => ask(action)}>
          {CHANGE_LABELS[action]}
        </Button>
      ))}
      {asking && (
        <ChangeSheet
          {...sheet}
          title={CHANGE_LABELS[asking]}
          missing={given[asking].missing ? '请先填好' : undefined}
          onPreview={() => preview(given[asking].change)}
        >
          {asking === 'organizations.rename' && (
            <>
              <TextField label="名称里的" required value={find} onChange={setFind} max={60} />
              <TextField label="换成" value={replace} onChange={setReplace} max={60} hint="留空就是去掉" />
            </>
          )}
          {asking === 'organizations.move' && (
            <ChoiceField
              label="移到哪个组织下面"
              required
              value={parentId}
              search={places.search}
              searchLabel="组织多，先按名称找"
              options={places.items
                .filter(({ kind }) => kind !== 'partyGroup')
                .map(({ id, name, kind }) => ({ value: id, label: `${name}（${ORGANIZATION_KIND_LABELS[kind]}）` }))}
              onChange={setParentId}
            />
          )}
          {asking === 'organizations.dissolve' && <DateField label="撤销日期" required value={on} onChange={setOn} />}
        </ChangeSheet>
      )}
    </>
  )
}
