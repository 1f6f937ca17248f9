import type { CallInput } from '@shared/core/contract'
import type { organizationsContract } from '@shared/modules/organizations/contract'
import { ORGANIZATION_KIND_LABELS } from '@shared/modules/organizations/model'
import type { ListedOrganization } from '@shared/modules/organizations/rows'
import { ORGANIZATIONS_TABLE } from '@shared/modules/organizations/table'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { openPage } from '@/core/navigation'
import { openFile } from '@/core/openFile'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { useTable } from '@/core/useTable'
import { DataTable, type TableFilter } from '@/ui/DataTable'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { OrganizationActs } from '../../components/OrganizationActs'
import { organizationsApi } from '../../useOrganizations'

type Query = CallInput<typeof organizationsContract.endpoints.list>['query']

const FILTERS: readonly TableFilter[] = [
  {
    id: 'kind',
    label: '类别',
    options: Object.entries(ORGANIZATION_KIND_LABELS).map(([value, label]) => ({ value, label })),
  },
  { id: 'state', label: '状态', options: [{ value: 'dissolved', label: '已撤销' }] },
]

/** How deep below the top, drawn as an indent in front of the name. */
const depthOf = ({ path }: ListedOrganization): number => path.split('/').length - 3

const TREE = {
  name: (row: ListedOrganization) => <View style={{ paddingLeft: `${depthOf(row) * 1.25}em` }}>{row.name}</View>,
}

export default function Organizations() {
  const { within } = useRouter().params
  const administrator = useStore(session, (state) => state.person?.roles.includes('administrator') ?? false)
  const list = useTable(ORGANIZATIONS_TABLE, (query: Query) => organizationsApi.list({ query }), { within })
  const save = useAction(async () =>
    openFile(await organizationsApi.export({ query: { ...list.asked, columns: list.shown.join(',') } })),
  )
  // Sorted or filtered rows stand beside strangers: only the tree is indented.
  const isTree = !list.sort && !list.search && !list.filter['kind']
  return (
    <Page title="组织" state={<ErrorBanner error={save.error} />}>
      <DataTable
        table={ORGANIZATIONS_TABLE}
        state={list}
        cells={isTree ? TREE : undefined}
        filters={FILTERS}
        searchLabel="按名称找组织"
        onOpen={(row) => openPage(`/modules/organizations/pages/detail/index?organizationId=${row.id}`)}
        onExport={save.run}
        exporting={save.busy}
        bulk={administrator ? (ids) => <OrganizationActs organizationIds={ids} /> : undefined}
        empty={{ title: '没有找到组织', text: '先导入组织名册' }}
      />
    </Page>
  )
}
