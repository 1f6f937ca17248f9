import { View } from '@tarojs/components'
import { Question } from '@/questions/Question'
import { Banner } from '@/ui/Banner'
import type { useLesson } from '../useLesson'

/** One question after the other, each with its reason once it is graded. */
export function CheckStep({ study }: { study: ReturnType<typeof useLesson> }) {
  const { lesson, handedIn, open, passed, waiting, chosen, choose } = study
  const total = lesson?.checks.length ?? 0
  const check = handedIn?.check ?? open[0]
  if (!check) return null
  const about = handedIn
    ? handedIn.reply.right
      ? '答对了'
      : '答错了，看过为什么，等会儿再考一次'
    : check.tries > 0
      ? '刚才答错的，再来一次'
      : undefined
  return (
    <View>
      <View className="meter quiz-meter" ariaRole="img" ariaLabel={`共 ${total} 道，已答对 ${passed} 道`}>
        <View className="meter-fill" style={{ width: `${(100 * passed) / Math.max(total, 1)}%` }} />
      </View>
      {waiting > 0 && (
        <Banner icon="saved" title={`${waiting} 道已保存在本机，有信号后自动发送`}>
          批改结果随后送到，先做下一题
        </Banner>
      )}
      <Question
        key={`${check.questionId}-${check.tries}`}
        asked={check.asked}
        answer={handedIn ? handedIn.answer : chosen}
        about={about}
        onAnswer={handedIn ? undefined : choose}
        review={handedIn?.reply.review}
      />
    </View>
  )
}
