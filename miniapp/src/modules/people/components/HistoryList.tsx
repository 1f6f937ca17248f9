import { plainDateOfInstant } from '@shared/core/plainDate'
import type { SealedField } from '@shared/modules/people/model'
import type { HistoryRow } from '@shared/modules/people/timeEndpoints'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { peopleApi } from '../usePeople'

interface Asked {
  row: HistoryRow
  field: HistoryRow['fields'][number]
}

const recorded = (row: HistoryRow): string => {
  const on = plainDateOfInstant(row.at)
  return on === row.effectiveOn ? `${on} 登记` : `${on} 登记，自 ${row.effectiveOn} 起生效`
}

/** Every change of a record: old and new value, from when it holds, when and why it was entered. Numbers stay masked. */
export function HistoryList({
  personId,
  rows,
  mayReveal,
}: {
  personId: string
  rows: readonly HistoryRow[]
  mayReveal: boolean
}) {
  const [asked, setAsked] = useState<Asked>()
  const [purpose, setPurpose] = useState('')
  const [shown, setShown] = useState<Record<string, string>>({})
  const reveal = useAction(async () => {
    if (!asked) return
    const field = asked.field.field as SealedField
    const body = { field, purpose, changeId: asked.row.id, side: 'from' as const }
    const { value } = await peopleApi.reveal({ params: { personId }, body })
    setShown((before) => ({ ...before, [asked.row.id + field]: value }))
    setAsked(undefined)
  })
  if (rows.length === 0)
    return (
      <Card>
        <Empty icon="history" title="还没有变更">
          名册信息更正以后，原值、日期和原因都会留在这里
        </Empty>
      </Card>
    )
  return (
    <Card>
      {rows.map((row) => (
        <View className="row" key={row.id}>
          <View className="row-main">
            {row.fields.map((field) => (
              <View className="line" key={field.field}>
                <Text className="row-title">{field.label}</Text>
                <Text className="cell-old">{shown[row.id + field.field] ?? field.from ?? '未填'}</Text>
                <Text className="cell-new">{field.to ?? '未填'}</Text>
                {field.sealed && field.from && mayReveal && !shown[row.id + field.field] && (
                  <Button
                    size="s"
                    kind="plain"
                    label={`看原来的${field.label}`}
                    onClick={() => setAsked({ row, field })}
                  >
                    看原值
                  </Button>
                )}
              </View>
            ))}
            <View className="note">
              {`${recorded(row)} · ${row.byName || '系统'}${row.imported ? '（导入）' : ''} · ${row.reason}`}
            </View>
          </View>
        </View>
      ))}
      <Sheet
        open={asked !== undefined}
        title={`查看原来的${asked?.field.label ?? ''}`}
        sub="会记入操作记录"
        onClose={() => setAsked(undefined)}
        act={
          <Button kind="fill" wide busy={reveal.busy} reason={purpose ? undefined : '请写明用途'} onClick={reveal.run}>
            查看
          </Button>
        }
      >
        <ErrorBanner error={reveal.error} />
        <TextField label="用途" required value={purpose} onChange={setPurpose} max={60} />
      </Sheet>
    </Card>
  )
}
