import { ORGANIZATION_KIND_LABELS, type OrganizationKind } from '@shared/modules/organizations/model'
import { kindsBelow } from '@shared/modules/organizations/offices'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { invalidate } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Segmented } from '@/ui/Segmented'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { type OrganizationDetail, organizationsApi } from '../useOrganizations'

const optionsOf = (kinds: readonly OrganizationKind[]) =>
  kinds.map((value) => ({ value, label: ORGANIZATION_KIND_LABELS[value] }))

/** Sets up an organisation below this one, or beside it where it stands at the top and the caller may. */
export function NewOrganization({ parent }: { parent: OrganizationDetail }) {
  const mayTop = parent.allowed.includes('createTop')
  const [open, setOpen] = useState(false)
  const [place, setPlace] = useState<'below' | 'top'>('below')
  const [name, setName] = useState('')
  const [kind, setKind] = useState('')
  const kinds = kindsBelow(place === 'top' ? null : parent.kind)
  const create = useAction(async (key) => {
    const parentId = place === 'top' ? null : parent.id
    const { id } = await organizationsApi.create(
      { body: { name: name.trim(), kind: kind as OrganizationKind, parentId } },
      { key },
    )
    setOpen(false)
    setName('')
    say('已新建')
    invalidate('organizations')
    openPage(`/modules/organizations/pages/detail/index?organizationId=${id}`)
  })
  if (kindsBelow(parent.kind).length === 0 && !mayTop) return null
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        新建下级
      </Button>
      <Sheet
        open={open}
        title="新建组织"
        sub={place === 'top' ? '放在顶层' : `放在“${parent.name}”下面`}
        onClose={() => setOpen(false)}
        act={
          <Button
            kind="fill"
            wide
            busy={create.busy}
            reason={name.trim() && kind ? undefined : '请填名称、选类别'}
            onClick={create.run}
          >
            新建
          </Button>
        }
      >
        <ErrorBanner error={create.error} />
        {mayTop && (
          <Segmented
            label="放在哪里"
            options={[
              { value: 'below', label: '它的下面' },
              { value: 'top', label: '顶层' },
            ]}
            value={place}
            onChange={(value) => {
              setPlace(value)
              setKind('')
            }}
          />
        )}
        <SelectField label="类别" required value={kind} options={optionsOf(kinds)} onChange={setKind} />
        <TextField label="名称" required value={name} onChange={setName} max={60} />
      </Sheet>
    </>
  )
}
