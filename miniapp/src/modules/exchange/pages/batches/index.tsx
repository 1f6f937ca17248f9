import { clockTimeOf, dayLabel, plainDateOfInstant } from '@shared/core/plainDate'
import { BATCH_STATE_LABELS, IMPORT_KIND_LABELS } from '@shared/modules/exchange/model'
import type { ImportBatch } from '@shared/modules/exchange/rows'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { confirmAct } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'
import type { Tone } from '@/ui/tone'
import { exchangeApi, forgetImports } from '../../useImport'

const IMPORT_PAGE = '/modules/exchange/pages/import/index'
const TONES: Partial<Record<ImportBatch['state'], Tone>> = { done: 'ok', review: 'warn', failed: 'bad' }

function resultOf({ state, written, counts, importable, message }: ImportBatch): string {
  if (state === 'review') return `可以导入 ${importable} 行，要处理 ${counts.suggested + counts.needsDecision} 行`
  if (written) return `新增 ${written.people} 人，更新 ${written.updated} 条，新建组织 ${written.organizations} 个`
  return message ?? ''
}

const COLUMNS: Column<ImportBatch>[] = [
  { id: 'file', label: '文件', cell: (row) => row.fileName },
  { id: 'kind', label: '名册', cell: (row) => `${IMPORT_KIND_LABELS[row.kind]} · ${row.organizationName}` },
  {
    id: 'at',
    label: '上传',
    cell: (row) => `${dayLabel(plainDateOfInstant(row.startedAt))} ${clockTimeOf(row.startedAt)} ${row.startedBy}`,
  },
  { id: 'state', label: '状态', cell: (row) => <Chip tone={TONES[row.state]}>{BATCH_STATE_LABELS[row.state]}</Chip> },
  { id: 'result', label: '结果', cell: resultOf },
]

export default function Batches() {
  const first = useQuery('exchange/imports', () => exchangeApi.listImports({ query: { limit: '20' } }), { keep: false })
  const [more, setMore] = useState<{ of: unknown; items: ImportBatch[]; next: string | null }>()
  const later = more && more.of === first.data ? more : undefined
  const next = later ? later.next : (first.data?.next ?? null)
  const items = [...(first.data?.items ?? []), ...(later?.items ?? [])]
  const loadMore = useAction(async () => {
    const page = await exchangeApi.listImports({ query: { limit: '20', cursor: next ?? undefined } })
    setMore({ of: first.data, items: [...(later?.items ?? []), ...page.items], next: page.next })
  })
  const undo = useAction(async (_key, batch: ImportBatch) => {
    const what = `${resultOf(batch)}。新建的会去掉，更新的恢复原样。`
    if (!(await confirmAct('整批撤销这次导入？', what, '撤销'))) return
    await exchangeApi.undoImport({ params: { importId: batch.id } })
    forgetImports()
    await openPage(`${IMPORT_PAGE}?importId=${batch.id}`)
  })
  const acts = (batch: ImportBatch) => (
    <View className="line">
      <Button size="x" label={`查看${batch.fileName}`} onClick={() => openPage(`${IMPORT_PAGE}?importId=${batch.id}`)}>
        查看
      </Button>
      {batch.allowed.includes('undo') && (
        <Button size="x" icon="undo" busy={undo.busy} label={`撤销${batch.fileName}`} onClick={() => undo.run(batch)}>
          撤销
        </Button>
      )}
    </View>
  )
  return (
    <Page
      title="导入批次"
      acts={
        <Button kind="fill" size="d" icon="upload" onClick={() => openPage(IMPORT_PAGE)}>
          导入名册
        </Button>
      }
      state={<ErrorBanner error={first.error ?? undo.error ?? loadMore.error} />}
    >
      {!first.data && !first.error && <Skeleton />}
      {first.data && items.length === 0 && (
        <Card>
          <Empty icon="upload" title="还没有导入过">
            导入组织名册和党员名册后，全年计划会自己排出来
          </Empty>
        </Card>
      )}
      {items.length > 0 && (
        <>
          <Table label="导入批次" columns={COLUMNS} rows={items} keyOf={(row) => row.id} acts={acts} />
          <Pager shown={items.length} more={next !== null} busy={loadMore.busy} onMore={loadMore.run} />
        </>
      )}
    </Page>
  )
}
