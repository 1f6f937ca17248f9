import { NODE_KIND_LABELS, NODE_KINDS, type NodeKind } from '@shared/modules/campaigns/model'
import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { TimeField } from '@/ui/TimeField'
import { type CampaignDetail, campaignsApi, type NodeView } from '../campaignsApi'
import { CourseField } from './CourseField'

interface NodeSheetProps {
  campaign: CampaignDetail
  /** Absent: a new one. */
  node?: NodeView
  onClose: () => void
  onDone: () => void
}

const KINDS = NODE_KINDS.map((value) => ({ value, label: NODE_KIND_LABELS[value] }))

/** 节点编辑 — adds one, moves it or rewrites it. */
export function NodeSheet({ campaign, node, onClose, onDone }: NodeSheetProps) {
  const [kind, setKind] = useState<NodeKind>(node?.kind ?? 'push')
  const [title, setTitle] = useState(node?.title ?? '')
  const [text, setText] = useState(node?.text ?? '')
  const [on, setOn] = useState(node?.on ?? campaign.from)
  const [until, setUntil] = useState(node?.until ?? campaign.to)
  const [startTime, setStart] = useState(node?.startTime ?? '09:00')
  const [endTime, setEnd] = useState(node?.endTime ?? '10:00')
  const [place, setPlace] = useState(node?.place ?? '')
  const [courseId, setCourse] = useState(node?.refId ?? undefined)
  const isEvent = kind === 'event'
  const isCourse = kind === 'course'
  const isExam = kind === 'exam' || kind === 'contest'
  const save = useAction(async (key) => {
    const clock = isEvent ? { startTime, endTime, place: place.trim() } : {}
    const body = {
      kind,
      title: title.trim(),
      text: text.trim(),
      on,
      until: isEvent ? on : until,
      ...clock,
      ...(isCourse && courseId && { refId: courseId }),
    }
    const params = { campaignId: campaign.id }
    await (node
      ? campaignsApi.editNode({ params: { ...params, nodeId: node.id }, body }, { key })
      : campaignsApi.addNode({ params, body }, { key }))
    say('已保存')
    onDone()
  })
  const missing =
    title.trim() === ''
      ? '先写名称'
      : isEvent && place.trim() === ''
        ? '先写地点'
        : isCourse && !courseId
          ? '先选课程'
          : undefined
  const hints = [
    ...(campaign.state === 'open' ? ['告诉过大家的，改日期、时间、地点会自动补发一条变动通知'] : []),
    ...(node && isExam ? ['考试从哪天到哪天跟着改；已有人答题的，从哪天起不能再改'] : []),
  ]
  const range = { from: campaign.from, to: campaign.to }
  return (
    <Sheet
      open
      title={node ? '改这个节点' : '加一个节点'}
      sub={hints.length > 0 ? hints.join('；') : undefined}
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={save.busy} reason={missing} onClick={save.run}>
          保存
        </Button>
      }
    >
      <ErrorBanner error={save.error} />
      {!node && (
        <SelectField
          label="种类"
          required
          value={kind}
          options={KINDS}
          onChange={(value) => setKind(value as NodeKind)}
        />
      )}
      <TextField label="名称" required max={40} value={title} onChange={setTitle} />
      {isCourse && <CourseField value={courseId} onChange={setCourse} />}
      <DateField label={isEvent ? '哪一天' : '从哪天起'} required {...range} value={on} onChange={setOn} />
      {!isEvent && <DateField label="到哪天" required {...range} value={until} onChange={setUntil} />}
      {isEvent && <TimeField label="开始" required value={startTime} onChange={setStart} />}
      {isEvent && <TimeField label="结束" required value={endTime} onChange={setEnd} />}
      {isEvent && <TextField label="地点" required max={50} value={place} onChange={setPlace} />}
      <TextArea label="给大家看的话" max={500} value={text} onChange={setText} />
    </Sheet>
  )
}
