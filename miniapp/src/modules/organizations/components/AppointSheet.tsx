import { ROLE_LABELS, type Role } from '@shared/core/roles'
import { USUAL_OFFICES } from '@shared/modules/organizations/offices'
import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useChoices } from '@/core/useChoices'
import { Button } from '@/ui/Button'
import { ChoiceField } from '@/ui/ChoiceField'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { type OrganizationDetail, officesApi } from '../useOrganizations'

interface AppointSheetProps {
  organization: Pick<OrganizationDetail, 'id' | 'kind' | 'parentId'>
  onClose: () => void
  onDone: () => Promise<void>
}

/** Among whom an office is filled: a union has no register of its own, a team has people of other registers too. */
function candidatesOf({ id, kind, parentId }: AppointSheetProps['organization']) {
  if (kind === 'team') return { teamId: id }
  return kind === 'union' && parentId ? { within: parentId } : { organizationId: id }
}

/** Appoints somebody who is in the register; nobody is typed. */
export function AppointSheet({ organization, onClose, onDone }: AppointSheetProps) {
  const { id: organizationId, kind } = organization
  const [personId, setPersonId] = useState('')
  const [role, setRole] = useState<Role>(USUAL_OFFICES[kind][0])
  const [day, setDay] = useState('')
  const among = candidatesOf(organization)
  const people = useChoices(`organizations/candidates/${organizationId}`, (query) =>
    officesApi.list({ query: { ...among, ...query } }),
  )
  const appoint = useAction(async (key) => {
    await officesApi.appoint({ params: { organizationId }, body: { personId, role, from: day } }, { key })
    say('已任命')
    await onDone()
  })
  return (
    <Sheet
      open
      title="任命职务"
      onClose={onClose}
      act={
        <Button
          kind="fill"
          wide
          busy={appoint.busy}
          reason={personId && day ? undefined : '请选人和日期'}
          onClick={appoint.run}
        >
          任命
        </Button>
      }
    >
      <ErrorBanner error={appoint.error ?? people.error} />
      <ChoiceField
        label="人员"
        required
        value={personId}
        search={people.search}
        searchLabel="人多，先按姓名找"
        options={people.items.map((person) => ({ value: person.id, label: person.name }))}
        onChange={setPersonId}
      />
      <SelectField
        label="职务"
        required
        value={role}
        options={USUAL_OFFICES[kind].map((value) => ({ value, label: ROLE_LABELS[value] }))}
        onChange={(value) => setRole(value as Role)}
      />
      <DateField label="任职日期" required value={day} onChange={setDay} />
    </Sheet>
  )
}
