import type { CallInput } from '@shared/core/contract'
import { ROLE_LABELS } from '@shared/core/roles'
import type { peopleContract } from '@shared/modules/people/contract'
import { OFFICES_TABLE } from '@shared/modules/people/table'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { openFile } from '@/core/openFile'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { useTable } from '@/core/useTable'
import { Button } from '@/ui/Button'
import { DataTable, type TableFilter } from '@/ui/DataTable'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { OfficeActs } from '../../components/OfficeActs'
import { RightsSheet } from '../../components/RightsSheet'
import { peopleApi } from '../../usePeople'

type Query = CallInput<typeof peopleContract.endpoints.offices>['query']

const FILTERS: readonly TableFilter[] = [
  { id: 'role', label: '职务', options: Object.entries(ROLE_LABELS).map(([value, label]) => ({ value, label })) },
  {
    id: 'state',
    label: '任期',
    options: [
      { value: 'current', label: '在任' },
      { value: 'ending', label: '将满或已满' },
      { value: 'ended', label: '已结束' },
    ],
  },
]

export default function Offices() {
  const { within } = useRouter().params
  const [helping, setHelping] = useState(false)
  const administrator = useStore(session, (state) => state.person?.roles.includes('administrator') ?? false)
  const offices = useTable(OFFICES_TABLE, (query: Query) => peopleApi.offices({ query }), { within, state: 'current' })
  const save = useAction(async () =>
    openFile(await peopleApi.exportOffices({ query: { ...offices.asked, columns: offices.shown.join(',') } })),
  )
  return (
    <Page
      title="任职一览"
      who="谁在哪里任什么职、从何时起；任期按规定的届期推算，以换届为准"
      acts={
        <Button size="d" icon="info" onClick={() => setHelping(true)}>
          各种职务能办什么
        </Button>
      }
      state={<ErrorBanner error={save.error} />}
    >
      <DataTable
        table={OFFICES_TABLE}
        state={offices}
        filters={FILTERS}
        searchLabel="按姓名找"
        onOpen={(row) => openPage(`/modules/organizations/pages/detail/index?organizationId=${row.organizationId}`)}
        onExport={save.run}
        exporting={save.busy}
        bulk={administrator ? (ids) => <OfficeActs officeIds={ids} /> : undefined}
        empty={{ title: '还没有任命' }}
      />
      <RightsSheet open={helping} onClose={() => setHelping(false)} />
    </Page>
  )
}
