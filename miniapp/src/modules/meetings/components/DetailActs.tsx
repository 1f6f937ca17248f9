import { openPage } from '@/core/navigation'
import { useSubscribe } from '@/core/useSubscribe'
import { Button } from '@/ui/Button'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { useShell } from '@/ui/shell'
import { type MeetingDetail, pageOf } from '../meetingsApi'
import type { useMeeting } from '../useMeeting'
import { hasBegun } from '../words'

export type DetailSheet = 'more' | 'move' | 'cancel' | 'return' | 'leave' | 'correct'

interface DetailActsProps {
  meeting: MeetingDetail
  model: ReturnType<typeof useMeeting>
  onOpen: (sheet: DetailSheet) => void
}

/** The one act that is due now, filled; what else may be done stands beside it or behind 更多. */
export function DetailActs({ meeting, model, onOpen }: DetailActsProps) {
  const { ask } = useSubscribe()
  const { wide } = useShell()
  const { state, id, mine } = meeting
  const may = (action: string) => meeting.allowed.includes(action)
  const go = (name: Parameters<typeof pageOf>[0]) => () => openPage(pageOf(name, id))
  const notify = () => {
    ask()
    model.act.run('notify')
  }
  const fill = (label: string, onClick: () => void, reason?: string) => (
    <Button kind="fill" wide={!wide} busy={model.busy} reason={reason} onClick={onClick}>
      {label}
    </Button>
  )
  const open = state === 'notified' || state === 'returned'
  const organises = may('screen')
  // Before the start people come in; from then on it is written down.
  const writes = open && may('minutes') && (hasBegun(meeting) || state === 'returned')
  const settled = mine?.status === 'present' || mine?.status === 'leave'
  const attends = state === 'notified' && mine !== undefined && !settled
  const more =
    organises || (open && may('leave') && mine?.status !== 'present') || (state === 'locked' && may('export'))
  return (
    <>
      {more && (
        <Button icon="more" onClick={() => onOpen('more')}>
          更多
        </Button>
      )}
      {state === 'filed' && may('return') && <Button onClick={() => onOpen('return')}>退回</Button>}
      {state === 'notified' && organises && meeting.checkInOpen && writes && (
        <Button icon="scan" onClick={go('roll-call')}>
          签到屏
        </Button>
      )}
      {state === 'planned' && may('notify') && fill('发通知', notify)}
      {attends && writes && !organises && meeting.checkInOpen && <Button onClick={go('check-in')}>去签到</Button>}
      {writes && fill('写记录', go('minutes'))}
      {state === 'notified' && !writes && organises && fill('打开签到屏', go('roll-call'))}
      {attends && !writes && !organises && fill('去签到', go('check-in'), meeting.checkInWhy && '还没到签到时间')}
      {state === 'filed' &&
        may('return') &&
        fill('审核通过', () => model.act.run('approve'), meeting.approveWhy && '请另一位书记审核')}
      {state === 'locked' && may('correct') && <Button onClick={() => onOpen('correct')}>更正</Button>}
      {state === 'locked' && (
        <Button icon="done" onClick={go('receipt')}>
          看回执
        </Button>
      )}
    </>
  )
}

interface MoreSheetProps extends DetailActsProps {
  onClose: () => void
}

/** What is seldom done. */
export function MoreSheet({ meeting, model, onOpen, onClose }: MoreSheetProps) {
  const may = (action: string) => meeting.allowed.includes(action)
  const left = meeting.state === 'planned' || meeting.state === 'notified'
  return (
    <Sheet open title={meeting.title} onClose={onClose}>
      {left && may('move') && <MiniRow icon="calendar" label="改期" onClick={() => onOpen('move')} />}
      {left && may('cancel') && <MiniRow icon="stop" label="取消会议" onClick={() => onOpen('cancel')} />}
      {meeting.state === 'notified' && may('leave') && meeting.mine?.status === 'waiting' && (
        <MiniRow icon="pen" label="我要请假" onClick={() => onOpen('leave')} />
      )}
      {meeting.state === 'notified' &&
        (meeting.mine?.status === 'leaveRequested' || meeting.mine?.status === 'leave') && (
          <MiniRow icon="back" label="撤回请假" onClick={() => model.withdraw.run().then(onClose)} />
        )}
      {may('export') && <MiniRow icon="export" label="导出会议记录" onClick={() => model.download.run()} />}
    </Sheet>
  )
}
