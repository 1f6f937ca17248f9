import type { ImportBatch, ImportRow } from '@shared/modules/exchange/rows'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Pager } from '@/ui/Pager'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { Table } from '@/ui/Table'
import { Tile, Tiles } from '@/ui/Tile'
import { exchangeApi, type RowView, useRows } from '../useImport'
import { RowSheet } from './RowSheet'
import { rowColumns } from './rowColumns'

const WRAP = { flexWrap: 'wrap', justifyContent: 'space-between', padding: '0 4px' } as const

/** The rows of a batch: what can go in, what is suggested, what a person must settle. */
export function Review({ batch, onChanged }: { batch: ImportBatch; onChanged: () => void }) {
  const { counts, importable, suggestions } = batch
  const ofQuestions = batch.kind === 'questions'
  const todo = counts.suggested + counts.needsDecision
  const all = todo + counts.ready + counts.known + counts.leftOut
  const [view, setView] = useState<RowView>(todo > 0 ? 'todo' : 'importable')
  const [open, setOpen] = useState<ImportRow>()
  const params = { importId: batch.id }
  const rows = useRows(batch.id, view, `${JSON.stringify(counts)}${importable}${suggestions}`)
  const changed = () => {
    setOpen(undefined)
    rows.refresh()
    onChanged()
  }
  const decide = useAction(async (key, row: number, decision: 'accept' | 'takeIn') => {
    await exchangeApi.decideRow({ params: { ...params, row: String(row) }, body: { decision } }, { key })
    changed()
  })
  const acceptAll = useAction(async () => {
    await exchangeApi.acceptAll({ params })
    changed()
  })
  const download = useAction(async () => openFile(await exchangeApi.problems({ params })))
  const editable = batch.allowed.includes('decide')
  const acts = (row: ImportRow) => {
    if (!editable) return null
    return (
      <View className="line">
        {row.state === 'suggested' && (
          <Button size="x" kind="red" busy={decide.busy} onClick={() => decide.run(row.row, 'accept')}>
            采用
          </Button>
        )}
        {row.state === 'leftOut' ? (
          <Button size="x" busy={decide.busy} onClick={() => decide.run(row.row, 'takeIn')}>
            还是导入
          </Button>
        ) : (
          <Button size="x" label={`处理第 ${row.row} 行`} onClick={() => setOpen(row)}>
            {row.state === 'needsDecision' ? '处理' : '改'}
          </Button>
        )}
      </View>
    )
  }
  const views = [
    { value: 'todo' as const, label: '要处理', count: todo },
    { value: 'importable' as const, label: '可以导入', count: importable },
    { value: 'all' as const, label: '全部', count: all },
  ]
  return (
    <>
      <Tiles>
        <Tile label="可以导入" icon="done" tone="ok" num={importable} unit="行" />
        <Tile label="有修正建议" icon="pen" tone="warn" num={counts.suggested} unit="行，点一下采用" />
        <Tile label="需要你定" icon="stop" tone="bad" num={counts.needsDecision} unit="行，写明原因" />
        {ofQuestions ? (
          <Tile label="不导入" icon="close" num={counts.leftOut} unit="行，说明文字、重复的题" />
        ) : (
          <Tile label="系统里已有" icon="link" num={counts.known} unit="行，只更新变了的" />
        )}
      </Tiles>
      <ErrorBanner error={rows.error ?? decide.error ?? acceptAll.error ?? download.error} />
      <View className="line block" style={WRAP}>
        <Segmented label="看哪些行" options={views} value={view} onChange={setView} />
        <View className="line" style={WRAP}>
          {editable && suggestions > 0 && (
            <Button size="d" kind="red" icon="check" busy={acceptAll.busy} onClick={acceptAll.run}>
              {`采用全部 ${suggestions} 处建议`}
            </Button>
          )}
          {todo > 0 && (
            <Button size="d" icon="export" busy={download.busy} onClick={download.run}>
              导出问题行
            </Button>
          )}
        </View>
      </View>
      {!rows.data && !rows.error && <Skeleton rows={6} />}
      {rows.data && rows.items.length === 0 && (
        <Card>
          <Empty title={view === 'todo' ? '没有要处理的行' : '这里没有行'}>
            {view === 'todo' ? '可以直接导入' : null}
          </Empty>
        </Card>
      )}
      {rows.items.length > 0 && (
        <>
          <Table
            label="要导入的行"
            columns={rowColumns(batch.kind)}
            rows={rows.items}
            keyOf={(row) => String(row.row)}
            acts={acts}
          />
          <Pager {...rows.pager} total={views.find(({ value }) => value === view)?.count} />
        </>
      )}
      <View className="note block">
        {ofQuestions
          ? '读不准的题不猜，留着等你定；导入后 7 天内、题没有用过也没有改过，可整批撤销'
          : '身份证号加密保存，查看会留痕；导入后 7 天内可整批撤销'}
      </View>
      {open && (
        <RowSheet
          importId={batch.id}
          kind={batch.kind}
          row={open}
          onClose={() => setOpen(undefined)}
          onDone={changed}
        />
      )}
    </>
  )
}
