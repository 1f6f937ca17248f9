import { MEMBERSHIP_LABELS } from '@shared/modules/people/model'
import { useRouter } from '@tarojs/taro'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { SearchField } from '@/ui/SearchField'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'
import { type ListedPerson, usePeople } from '../../usePeople'

const COLUMNS: Column<ListedPerson>[] = [
  { id: 'name', label: '姓名', cell: (row) => row.name },
  { id: 'organization', label: '所在组织', cell: (row) => row.organizationName },
  { id: 'membership', label: '人员类别', cell: (row) => MEMBERSHIP_LABELS[row.membership] },
  { id: 'post', label: '岗位', cell: (row) => row.post ?? '未填' },
]

export default function People() {
  const { organizationId } = useRouter().params
  const people = usePeople(organizationId)
  const administrator = useStore(session, (state) => state.person?.roles.includes('administrator') ?? false)
  const acts = administrator ? (
    <Button icon="upload" size="d" onClick={() => openPage('/modules/exchange/pages/import/index')}>
      导入名册
    </Button>
  ) : undefined
  return (
    <Page title="人员与名册" acts={acts} state={<ErrorBanner error={people.error} />}>
      <SearchField label="按姓名找人" value={people.search} onChange={people.setSearch} />
      {!people.data && !people.error && <Skeleton />}
      {people.data && people.items.length === 0 && (
        <Card>
          <Empty icon="search" title={people.search ? `没有姓名以“${people.search}”开头的人` : '名册还是空的'}>
            {people.search ? '换一个字试试' : '管理员导入名册后，人员会出现在这里'}
          </Empty>
        </Card>
      )}
      {people.items.length > 0 && (
        <>
          <Table
            label="人员名册"
            columns={COLUMNS}
            rows={people.items}
            keyOf={(row) => row.id}
            acts={(row) => (
              <Button
                size="s"
                label={`查看${row.name}`}
                onClick={() => openPage(`/modules/people/pages/detail/index?personId=${row.id}`)}
              >
                查看
              </Button>
            )}
          />
          <Pager shown={people.items.length} more={people.next !== null} onMore={people.loadMore} />
        </>
      )}
    </Page>
  )
}
