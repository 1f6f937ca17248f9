import { openPage } from '@/core/navigation'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { Section } from '@/ui/Section'
import { BOOK_PAGE, DAILY_PAGE, PRACTICE_PAGE, type Practice } from './studyApi'

/** 练习 — the day's questions and the wrong-question book. */
export function PracticeRows({ practice: { daily, book } }: { practice: Practice }) {
  const state = daily.answered === 0 ? '未做' : `做了 ${daily.answered} / ${daily.total}`
  return (
    <Section title="练习" link={{ label: '更多', onClick: () => openPage(PRACTICE_PAGE) }}>
      <Card>
        {daily.total > 0 && (
          <MiniRow
            icon="today"
            label="今日五题"
            value={daily.answered >= daily.total ? '做完了' : state}
            onClick={() => openPage(DAILY_PAGE)}
          />
        )}
        <MiniRow icon="book" label="错题本" value={`${book} 道`} onClick={() => openPage(BOOK_PAGE)} />
      </Card>
    </Section>
  )
}
