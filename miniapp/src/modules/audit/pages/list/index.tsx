import type { CallReply } from '@shared/core/contract'
import { clockTimeOf, dayLabel, plainDateOfInstant } from '@shared/core/plainDate'
import { auditContract } from '@shared/modules/audit/contract'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { openFile } from '@/core/openFile'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'

const api = createClient(auditContract)
type Entry = CallReply<typeof auditContract.endpoints.list>['items'][number]

const COLUMNS: Column<Entry>[] = [
  { id: 'summary', label: '内容', cell: (row) => row.summary },
  { id: 'actor', label: '操作人', cell: (row) => row.actorName || '系统' },
  { id: 'at', label: '时间', cell: (row) => `${dayLabel(plainDateOfInstant(row.at))} ${clockTimeOf(row.at)}` },
]

export default function Audit() {
  const [more, setMore] = useState<{ items: Entry[]; next: string | null }>()
  const [intact, setIntact] = useState<{ intact: boolean; brokenAt: number | null }>()
  const first = useQuery('audit/list', () => api.list({ query: { limit: '50' } }), { keep: false })
  const administrator = useStore(session, (state) => state.person?.roles.includes('administrator') ?? false)
  const next = more ? more.next : (first.data?.next ?? null)
  const items = [...(first.data?.items ?? []), ...(more?.items ?? [])]
  const loadMore = useAction(async () => {
    const page = await api.list({ query: { limit: '50', cursor: next ?? undefined } })
    setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next })
  })
  const verify = useAction(async () => setIntact(await api.verify()))
  const download = useAction(async () => openFile(await api.export({ query: {} })))
  const acts = administrator ? (
    <>
      <Button icon="link" size="d" busy={verify.busy} onClick={verify.run}>
        核对有无改动
      </Button>
      <Button icon="export" size="d" busy={download.busy} onClick={download.run}>
        导出
      </Button>
    </>
  ) : undefined
  return (
    <Page title="操作记录" acts={acts} state={<ErrorBanner error={first.error ?? verify.error ?? download.error} />}>
      {intact?.intact && <Banner tone="ok" title="逐条核对过，没有被改动或删除" />}
      {intact && !intact.intact && (
        <Banner tone="bad" title={`从第 ${intact.brokenAt} 条起对不上，请立即告知安全管理员`} />
      )}
      {!first.data && !first.error && <Skeleton />}
      {first.data && items.length === 0 && (
        <Card>
          <Empty icon="history" title="还没有操作记录" />
        </Card>
      )}
      {items.length > 0 && (
        <>
          <Table label="操作记录" columns={COLUMNS} rows={items} keyOf={(row) => row.id} />
          <Pager shown={items.length} more={next !== null} busy={loadMore.busy} onMore={loadMore.run} />
        </>
      )}
    </Page>
  )
}
