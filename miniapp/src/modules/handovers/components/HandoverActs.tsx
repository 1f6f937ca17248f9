import type { HandoverDetail } from '@shared/modules/handovers/contract'
import { View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import type { useHandover } from '../useHandover'

interface HandoverActsProps {
  handover: HandoverDetail
  acts: ReturnType<typeof useHandover>
}

/** What this person may do with the whole of it; the red button is the one that moves it on. */
export function HandoverActs({ handover, acts }: HandoverActsProps) {
  const may = (action: HandoverDetail['allowed'][number]) => handover.allowed.includes(action)
  const waiting = handover.items.filter((item) => item.allowed.includes('accept') && item.state === 'waiting')
  const buttons = [
    may('finish') && (
      <Button kind="fill" wide busy={acts.finish.busy} onClick={acts.finish.run}>
        确认接收完毕
      </Button>
    ),
    may('give') && (
      <Button kind="fill" wide busy={acts.give.busy} onClick={acts.give.run}>
        清单已核对，确认交清
      </Button>
    ),
    waiting.length > 1 && (
      <Button wide busy={acts.accept.busy} onClick={() => acts.accept.run(waiting.map((item) => item.key))}>
        {`余下 ${waiting.length} 项都接收`}
      </Button>
    ),
    may('add') && (
      <Button wide icon="pen" onClick={acts.add}>
        补充一项
      </Button>
    ),
    may('standIn') && (
      <Button wide onClick={acts.standIn}>
        由我代为移交
      </Button>
    ),
    may('correct') && (
      <Button wide icon="pen" onClick={acts.correct}>
        追加更正
      </Button>
    ),
    may('export') && (
      <Button wide icon="export" busy={acts.download.busy} onClick={acts.download.run}>
        导出交接清单
      </Button>
    ),
  ].filter((button) => button !== false)
  return (
    <Card>
      {buttons.map((button) => (
        <View className="card-pad" key={button.props.children}>
          {button}
        </View>
      ))}
    </Card>
  )
}
