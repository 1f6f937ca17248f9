import { useState } from 'react'
import { dayWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Row } from '@/ui/Row'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { progressPage, staffApi } from '../../staffApi'

const VIEWS = [
  { value: 'live' as const, label: '进行中' },
  { value: 'past' as const, label: '过去的' },
]

/** 学习要求 — what was asked of whom, the nearest day first. */
export default function DemandsPage() {
  const [view, setView] = useState<'live' | 'past'>('live')
  const list = usePages(
    `learning/demands/${view}`,
    (cursor) =>
      staffApi.demands({
        query: { limit: '30', ...(view === 'past' && { past: '1' as const }), ...(cursor && { cursor }) },
      }),
    { keep: false },
  )
  return (
    <Page
      narrow
      title="学习要求"
      state={<AnswerState error={list.error} shown={list.data !== undefined} onRetry={list.refresh} />}
    >
      <Segmented inset label="看哪些" options={VIEWS} value={view} onChange={setView} />
      {!list.data && !list.error && <Skeleton rows={4} />}
      {list.data && (
        <Card>
          {list.items.map(({ id, title, askedBy, places, posts, dueOn, live }) => (
            <Row
              key={id}
              title={title}
              why={[askedBy, places.join('、'), posts.join('、')].filter(Boolean).join(' · ')}
              due={{ text: `${dayWord(dueOn)}前` }}
              act={
                live ? (
                  <Button size="s" label={`看进度：${title}`} onClick={() => openPage(progressPage(id))}>
                    看进度
                  </Button>
                ) : (
                  <Chip>已撤回</Chip>
                )
              }
            />
          ))}
          {list.items.length === 0 && (
            <Empty icon="flag" title={view === 'live' ? '现在没有要求' : '没有过去的要求'}>
              在课程管理里选一门课，点“要求学”
            </Empty>
          )}
        </Card>
      )}
      <Pager quiet {...list.pager} />
    </Page>
  )
}
