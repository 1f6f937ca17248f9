import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { resultPage } from '../../exams/examsApi'

interface HandedInProps {
  attemptId: string
  /** Still on this phone. */
  isWaiting: boolean
  onSend: () => void
}

/** An attempt that is closed here: on its way, or with the service. */
export function HandedIn({ attemptId, isWaiting, onSend }: HandedInProps) {
  return (
    <Card>
      {isWaiting ? (
        <Empty icon="saved" title="已交卷，存在本机">
          <View>有信号后自动送到，按时答的都算；不用守着这一页</View>
          <View className="mt3">
            <Button onClick={onSend}>现在送</Button>
          </View>
        </Empty>
      ) : (
        <Empty title="已交卷">
          <Button kind="fill" onClick={() => Taro.redirectTo({ url: resultPage(attemptId) })}>
            看成绩
          </Button>
        </Empty>
      )}
    </Card>
  )
}
