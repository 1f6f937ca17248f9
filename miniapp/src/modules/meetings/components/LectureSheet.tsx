import { LECTURER_KIND_LABELS } from '@shared/modules/meetings/model'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { type MeetingDetail, meetingsApi } from '../meetingsApi'

const GUEST = 'guest'

interface LectureSheetProps {
  meeting: MeetingDetail
  onClose: () => void
  onDone: () => void
}

/** Lecturer from the lists or a guest by name and post, the subject, and one more material: a link or the text itself. */
export function LectureSheet({ meeting, onClose, onDone }: LectureSheetProps) {
  const { lecture, id } = meeting
  const params = { meetingId: id }
  const locked = meeting.state === 'locked'
  const before = lecture?.lecturer
  const [lecturer, setLecturer] = useState(before ? (before.personId ?? GUEST) : '')
  const [name, setName] = useState(before?.personId ? '' : (before?.name ?? ''))
  const [post, setPost] = useState(before?.personId ? '' : (before?.post ?? ''))
  const [topic, setTopic] = useState(lecture?.topic ?? '')
  const [title, setTitle] = useState('')
  const [content, setContent] = useState('')
  const [reason, setReason] = useState('')
  const { data, error } = useQuery(`meetings/lecturers/${id}`, () => meetingsApi.lecturers({ params }), { keep: false })
  const save = useAction(async (key) => {
    const words = content.trim()
    const isLink = /^https:\/\/\S+$/.test(words)
    const added = words ? [{ title: title.trim() || '学习材料', ...(isLink ? { link: words } : { text: words }) }] : []
    const body = {
      ...(lecturer === GUEST ? { guest: { name: name.trim(), post: post.trim() } } : { lecturerId: lecturer }),
      topic: topic.trim(),
      materials: [...(lecture?.materials ?? []), ...added],
      ...(locked && { reason: reason.trim() }),
    }
    await meetingsApi.setLecture({ params, body }, { key })
    onDone()
  })
  const guestLacks = lecturer === GUEST && !(name.trim() && post.trim())
  const missing =
    !lecturer || guestLacks
      ? '写明授课人'
      : !topic.trim()
        ? '写题目'
        : locked && !reason.trim()
          ? '先写原因'
          : undefined
  const options = (data?.items ?? []).map((one) => ({
    value: one.personId,
    label: `${one.name} · ${one.post || LECTURER_KIND_LABELS[one.kind]}`,
  }))
  const act = (
    <Button kind="fill" wide busy={save.busy} reason={missing} onClick={save.run}>
      保存
    </Button>
  )
  return (
    <Sheet open title="授课" sub="暂时不能传文件，可以放链接或正文" onClose={onClose} act={act}>
      <ErrorBanner error={error ?? save.error} />
      <SelectField
        label="授课人"
        required
        value={lecturer}
        options={[...options, { value: GUEST, label: '外请的人' }]}
        onChange={setLecturer}
      />
      {lecturer === GUEST && <TextField label="姓名" required max={20} value={name} onChange={setName} />}
      {lecturer === GUEST && <TextField label="单位和职务" required max={40} value={post} onChange={setPost} />}
      <TextField label="题目" required max={60} value={topic} onChange={setTopic} />
      <TextField label="加一份材料：名称" max={60} value={title} onChange={setTitle} />
      <TextArea label="链接或正文" hint="以 https:// 开头的当作链接" max={8000} value={content} onChange={setContent} />
      {locked && <TextField label="更正原因" required max={200} value={reason} onChange={setReason} />}
    </Sheet>
  )
}
