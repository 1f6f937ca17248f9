import { Text, View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { type Learning, lessonPage, type Practice, REVIEW_PAGE } from './studyApi'

interface FiveMinutesProps {
  learning: Learning | undefined
  practice: Practice | undefined
}

const WHY = { demand: '要求学的', begun: '接着上次', post: '岗位要学的', new: '还没学过的' } as const

/** 错题的内容 in words: 高处作业 2 道，用电 1 道. */
const tagsWord = ({ tags, days }: Practice['due']): string =>
  [
    tags
      .slice(0, 2)
      .map(({ tag, count }) => `${tag} ${count} 道`)
      .join('，'),
    days > 0 ? `隔 ${days} 天该再看一遍` : '',
  ]
    .filter(Boolean)
    .join('；')

/** 现在有五分钟 — what keeps going wrong, then the next two minutes of reading; one button begins. */
export function FiveMinutes({ learning, practice }: FiveMinutesProps) {
  const due = practice?.due
  const next = learning?.next
  const hasDue = due !== undefined && due.count > 0
  if (!hasDue && !next) return null
  const begin = () => openPage(hasDue ? REVIEW_PAGE : lessonPage(next?.courseId ?? '', next?.lessonId ?? ''))
  return (
    <Card title="现在有五分钟">
      {hasDue && (
        <MiniRow
          icon="history"
          label={<Text className="t-strong">{`复习 ${due.count} 道错题`}</Text>}
          note={tagsWord(due)}
          onClick={() => openPage(REVIEW_PAGE)}
        />
      )}
      {next && (
        <MiniRow
          icon="doc"
          label={<Text className="t-strong">{`读 1 段：${next.title}`}</Text>}
          note={`${next.courseTitle} · ${WHY[next.why]} · 约 ${next.minutes} 分钟`}
          onClick={() => openPage(lessonPage(next.courseId, next.lessonId))}
        />
      )}
      <View className="card-pad">
        <Button kind="fill" wide onClick={begin}>
          开始
        </Button>
        <View className="note mt2 center">随时可停，下次接着来；不排名，不计时长</View>
      </View>
    </Card>
  )
}
