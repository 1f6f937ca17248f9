import type { TodayReply } from '@shared/modules/duties/contract'
import { dueText } from '@shared/modules/duties/rules'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { Tile, Tiles } from '@/ui/Tile'

type Superior = TodayReply['superiors'][number]

const boardPage = (organizationId: string, more = '') =>
  `/modules/duties/pages/progress/index?organizationId=${organizationId}${more}`

/** For those above branches: who needs help, by date. Never a ranking. */
export function SuperiorView({ superior, day }: { superior: Superior; day: TodayReply['day'] }) {
  const openAll = () => openPage(boardPage(superior.organizationId))
  const openFine = () => openPage(boardPage(superior.organizationId, '&state=fine'))
  const openOne = (id: string, name: string) =>
    openPage(boardPage(superior.organizationId, `&open=${id}&name=${encodeURIComponent(name)}`))
  return (
    <>
      <Tiles>
        <Tile label="需要帮助" icon="alert" tone="warn" num={superior.needHelp} unit="个组织" onClick={openAll} />
        <Tile label="按期进行" icon="done" tone="ok" num={superior.onTrack} unit="个组织" onClick={openFine} />
      </Tiles>
      <Section title="需要帮助的组织" count="按最早会误期的日期排" link={{ label: '全部', onClick: openAll }}>
        <Card>
          {superior.first.map(({ organizationId, name, first }) => (
            <Row
              key={organizationId}
              title={name}
              why={first?.title}
              due={first && { text: dueText(first, day), tone: first.state === 'overdue' ? 'bad' : 'warn' }}
              act={
                <Button size="s" label={`看详情：${name}`} onClick={() => openOne(organizationId, name)}>
                  看详情
                </Button>
              }
            />
          ))}
          {superior.needHelp === 0 && <Empty title="现在没有需要帮助的组织">下级近期没有逾期或可能误期的事</Empty>}
        </Card>
      </Section>
      <Card>
        <MiniRow icon="chart" label="下级进度" note="全年进度和接下来要误期的" onClick={openAll} />
      </Card>
    </>
  )
}
