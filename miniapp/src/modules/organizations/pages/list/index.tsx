import { ORGANIZATION_KIND_LABELS } from '@shared/modules/organizations/model'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { SearchField } from '@/ui/SearchField'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'
import { type ListedOrganization, useOrganizations } from '../../useOrganizations'

/** How deep below the top, shown as an indent in front of the name. */
const depthOf = (row: ListedOrganization): number => row.path.split('/').length - 3
const COLUMNS: Column<ListedOrganization>[] = [
  { id: 'name', label: '组织', cell: (row) => `${'　'.repeat(depthOf(row))}${row.name}` },
  { id: 'kind', label: '类别', cell: (row) => ORGANIZATION_KIND_LABELS[row.kind] },
]

export default function Organizations() {
  const list = useOrganizations()
  const open = (page: string) => openPage(page)
  return (
    <Page title="组织" state={<ErrorBanner error={list.error} />}>
      <SearchField label="按名称找组织" value={list.search} onChange={list.setSearch} />
      {!list.data && !list.error && <Skeleton />}
      {list.data && list.items.length === 0 && (
        <Card>
          <Empty icon="org" title="没有找到组织">
            换个名称试试，或先导入组织名册
          </Empty>
        </Card>
      )}
      {list.items.length > 0 && (
        <>
          <Table
            label="组织"
            columns={COLUMNS}
            rows={list.items}
            keyOf={(row) => row.id}
            acts={(row) => (
              <Button
                size="s"
                label={`查看${row.name}`}
                onClick={() => open(`/modules/organizations/pages/detail/index?organizationId=${row.id}`)}
              >
                查看
              </Button>
            )}
          />
          <Pager shown={list.items.length} more={list.next !== null} onMore={list.loadMore} />
        </>
      )}
    </Page>
  )
}
