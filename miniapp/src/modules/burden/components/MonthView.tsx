import type { MonthReply } from '@shared/modules/burden/contract'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { Table } from '@/ui/Table'
import { Tile, Tiles } from '@/ui/Tile'

const change = (now: number, before: number, unit: string): string =>
  now === before
    ? '与上月相同'
    : `比上月${now > before ? '多' : '少'} ${Math.abs(Math.round((now - before) * 10) / 10)} ${unit}`

/** What a branch was asked in one month: in numbers, by kind, and where it was asked for the same thing twice. */
export function MonthView({ month }: { month: MonthReply }) {
  const { total, before, by, repeated } = month
  if (total.times === 0)
    return (
      <Card>
        <Empty icon="done" title="这个月没有要求手工填写">
          签到、核对、一键确认都不算填报
        </Empty>
      </Card>
    )
  return (
    <>
      <Tiles>
        <Tile label="手工填写" icon="pen" num={total.typed} unit={`栏，${change(total.typed, before.typed, '栏')}`} />
        <Tile label="系统已经知道" icon="link" tone="ok" num={total.known} unit="栏，只需核对" />
        <Tile
          label="大约用时"
          icon="clock"
          num={total.minutes}
          unit={`分钟，${change(total.minutes, before.minutes, '分钟')}`}
        />
        <Tile
          label="重复填写"
          icon="alert"
          tone={repeated.length > 0 ? 'warn' : undefined}
          num={repeated.reduce((sum, { times }) => sum + times, 0)}
          unit="处，同样的话填了两遍"
        />
      </Tiles>
      <Section title="都填了什么" count={`${by.length} 种`}>
        <Table
          label="按事项"
          columns={[
            { id: 'title', label: '事项', cell: (row) => row.title },
            {
              id: 'times',
              label: '次数',
              numeric: true,
              cell: (row) => `${row.sums.times} 次`,
              sortBy: (row) => row.sums.times,
            },
            {
              id: 'typed',
              label: '手工填写',
              numeric: true,
              cell: (row) => `${row.sums.typed} 栏`,
              sortBy: (row) => row.sums.typed,
            },
            {
              id: 'known',
              label: '已经知道',
              numeric: true,
              cell: (row) => `${row.sums.known} 栏`,
              sortBy: (row) => row.sums.known,
            },
            {
              id: 'minutes',
              label: '大约',
              numeric: true,
              cell: (row) => `${row.sums.minutes} 分钟`,
              sortBy: (row) => row.sums.minutes,
            },
          ]}
          rows={by}
          keyOf={(row) => row.title}
          foot="用时按“单位设置”里每栏的秒数估算，不记录任何人的在线时间"
        />
      </Section>
      {repeated.length > 0 && (
        <Section title="哪里重复了" count={`${repeated.length} 类`}>
          <Card>
            {repeated.map(({ places, times }) => (
              <Row key={places.join()} title={`同样的内容填了 ${times} 处`} why={places.join('；')} />
            ))}
          </Card>
        </Section>
      )}
    </>
  )
}
