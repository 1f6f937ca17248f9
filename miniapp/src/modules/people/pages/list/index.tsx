import type { CallInput } from '@shared/core/contract'
import type { peopleContract } from '@shared/modules/people/contract'
import { MEMBERSHIP_LABELS } from '@shared/modules/people/model'
import { PEOPLE_TABLE } from '@shared/modules/people/table'
import { useRouter } from '@tarojs/taro'
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
import { PeopleActs } from '../../components/PeopleActs'
import { peopleApi } from '../../usePeople'
import { useTeams } from '../../useTeams'

type Query = CallInput<typeof peopleContract.endpoints.list>['query']

const MEMBERSHIP: TableFilter = {
  id: 'membership',
  label: '人员类别',
  options: Object.entries(MEMBERSHIP_LABELS).map(([value, label]) => ({ value, label })),
}
/** Only for those who keep the register: the service answers nobody else. */
const KEEPER_FILTERS: readonly TableFilter[] = [
  MEMBERSHIP,
  {
    id: 'exempt',
    label: '到会要求',
    options: [
      { value: 'yes', label: '不作硬性要求' },
      { value: 'no', label: '应到会' },
    ],
  },
  {
    id: 'left',
    label: '在不在单位',
    options: [
      { value: 'no', label: '在单位' },
      { value: 'yes', label: '已离开' },
    ],
  },
]
const KEEPERS = ['administrator', 'secretary', 'organizationCommissioner'] as const

export default function People() {
  const { organizationId, within, search } = useRouter().params
  const roles = useStore(session, (state) => state.person?.roles)
  const keeps = KEEPERS.some((role) => roles?.includes(role))
  const administrator = roles?.includes('administrator') ?? false
  const teams = useTeams()
  const team: TableFilter = { id: 'teamId', label: teams.search ? '班组（前 100 个）' : '班组', options: teams.options }
  const filters = [...(keeps ? KEEPER_FILTERS : [MEMBERSHIP]), ...(teams.options.length > 0 ? [team] : [])]
  const people = useTable(PEOPLE_TABLE, (query: Query) => peopleApi.list({ query }), {
    organizationId,
    within,
    ...(search && { search: decodeURIComponent(search) }),
    ...(keeps && { left: 'no' }),
  })
  const save = useAction(async () =>
    openFile(await peopleApi.export({ query: { ...people.asked, columns: people.shown.join(',') } })),
  )
  const acts = administrator ? (
    <Button icon="upload" size="d" onClick={() => openPage('/modules/exchange/pages/import/index')}>
      导入名册
    </Button>
  ) : undefined
  return (
    <Page title="人员与名册" acts={acts} state={<ErrorBanner error={save.error} />}>
      <DataTable
        table={PEOPLE_TABLE}
        state={people}
        filters={filters}
        searchLabel="按姓名找人"
        onOpen={(row) => openPage(`/modules/people/pages/detail/index?personId=${row.id}`)}
        onExport={keeps ? save.run : undefined}
        exporting={save.busy}
        bulk={administrator ? (ids) => <PeopleActs personIds={ids} /> : undefined}
        empty={{ title: '名册还是空的', text: '管理员导入名册后，人员会出现在这里' }}
      />
    </Page>
  )
}
