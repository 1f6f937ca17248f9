import { plainDateOf } from '@shared/core/plainDate'
import { dueText } from '@shared/modules/duties/rules'
import { openPage } from '@/core/navigation'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Pager } from '@/ui/Pager'
import { Row } from '@/ui/Row'
import { Skeleton } from '@/ui/Skeleton'
import { type BoardFilter, type Slipping, useSlipping } from '../useBoard'

const toneOf = ({ state }: Pick<Slipping, 'state'>) =>
  state === 'overdue' ? 'bad' : state === 'slipping' ? 'warn' : undefined

/** One open duty of an organisation below: the missing fact, who enters it, and the page where it is seen. */
export function SlippingRow({ item, organization }: { item: Omit<Slipping, 'organization'>; organization?: string }) {
  return (
    <Row
      title={organization ? `${organization} · ${item.title}` : item.title}
      why={`${item.missing.what}；由${item.missing.by}补`}
      due={{ text: dueText(item, plainDateOf(Date.now())), tone: toneOf(item) }}
      act={
        <Button size="s" label={`去看：${item.title}`} onClick={() => openPage(item.missing.page)}>
          去看
        </Button>
      }
    />
  )
}

/** What falls due next in all organisations below, soonest first. */
export function SlippingList({ filter }: { filter: BoardFilter }) {
  const { data, error, items, pager, refresh } = useSlipping(filter)
  if (!data) return error ? <AnswerState error={error} shown={false} onRetry={refresh} /> : <Skeleton rows={6} />
  if (items.length === 0)
    return (
      <Card>
        <Empty icon="done" title="没有还没办的事">
          各组织的计划都办完了
        </Empty>
      </Card>
    )
  return (
    <>
      <Card>
        {items.map(({ organization, ...item }) => (
          <SlippingRow key={item.key} item={item} organization={organization} />
        ))}
      </Card>
      <Pager {...pager} />
    </>
  )
}
