import { LONGEST, MOST } from '@shared/modules/learning/model'
import { estimateMinutes } from '@shared/modules/learning/rules'
import { useState } from 'react'
import { useKeptEdit } from '@/core/keptEdits'
import { goBack } from '@/core/navigation'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { useShell } from '@/ui/shell'
import { TextField } from '@/ui/TextField'
import { UnsavedBanner } from '@/ui/UnsavedBanner'
import { CheckPicker } from '../../components/CheckPicker'
import { MaterialEditor } from '../../components/MaterialEditor'
import { MaterialView } from '../../components/MaterialView'
import { findMissing, toBody, toDraft } from '../../lessonDraft'
import { lessonEdits } from '../../lessonHere'
import { editPage, forgetLearning, MANAGE_PAGE, staffApi } from '../../staffApi'

/** 编写一节 — material and questions, with a look at how it will be read. */
export default function LessonEditPage() {
  const { courseId = '', id } = useParams()
  const { wide } = useShell()
  const query = useQuery(`learning/draft/${courseId}`, () => staffApi.draft({ params: { courseId } }), { keep: false })
  const [picking, setPicking] = useState(false)
  const [preview, setPreview] = useState(false)
  const known = query.data
  const stored = known && toDraft(known.lessons.find((lesson) => lesson.id === id))
  const edit = useKeptEdit(lessonEdits, `${courseId}/${id ?? ''}`, stored, JSON.stringify(stored))
  const { value: draft, change } = edit
  const save = useAction(async (key) => {
    if (!draft || !known) return
    const body = { revision: known.revision, ...toBody(draft) }
    if (id) await staffApi.saveLesson({ params: { courseId, lessonId: id }, body }, { key })
    else await staffApi.addLesson({ params: { courseId }, body }, { key })
    edit.settle()
    forgetLearning()
    say('已存草稿')
    await goBack()
  })
  const files = [...(known?.files ?? []), ...(draft?.uploaded ?? [])]
  const body = draft && toBody(draft)
  const estimate = body ? estimateMinutes(body) : 1
  return (
    <Page
      narrow
      title={id ? '编写一节' : '加一节'}
      crumbs={[
        { label: '课程管理', url: MANAGE_PAGE },
        { label: known?.title ?? '课程', url: editPage(courseId) },
        { label: draft?.title || '一节' },
      ]}
      acts={
        draft && (
          <>
            <Button onClick={() => setPreview(!preview)}>{preview ? '接着写' : '预览'}</Button>
            <Button kind="fill" wide={!wide} busy={save.busy} reason={findMissing(draft)} onClick={save.run}>
              存草稿
            </Button>
          </>
        )
      }
      state={<ErrorBanner error={save.error} />}
    >
      <Loaded query={query} rows={5}>
        {() =>
          draft &&
          body && (
            <>
              <UnsavedBanner notice={edit.notice} onDrop={edit.drop} />
              {preview && (
                <Card title={draft.title} pad>
                  <MaterialView material={body.material} files={files} />
                </Card>
              )}
              {!preview && (
                <>
                  <Card>
                    <TextField
                      label="这一节叫什么"
                      required
                      max={LONGEST.title}
                      value={draft.title}
                      onChange={(title) => change({ title })}
                    />
                    <TextField
                      label="约几分钟"
                      required
                      type="number"
                      max={3}
                      hint={
                        draft.kind === 'article'
                          ? `按字数和题数估计约 ${estimate} 分钟`
                          : '看完大约要多久；不给任何人计时'
                      }
                      value={draft.minutes}
                      onChange={(minutes) => change({ minutes })}
                    />
                  </Card>
                  <MaterialEditor
                    draft={draft}
                    files={files}
                    onChange={change}
                    onUploaded={(file) => change({ uploaded: [...draft.uploaded, file] })}
                  />
                  <Section
                    title="检查题"
                    count={`${draft.checks.length} 道`}
                    link={{ label: '选题', onClick: () => setPicking(true) }}
                  >
                    <Card>
                      {draft.checks.map((check) => (
                        <MiniRow
                          key={check.id}
                          label={check.title}
                          value={
                            <Button
                              size="s"
                              label={`去掉：${check.title}`}
                              onClick={() => change({ checks: draft.checks.filter(({ id: one }) => one !== check.id) })}
                            >
                              去掉
                            </Button>
                          }
                        />
                      ))}
                      {draft.checks.length === 0 && (
                        <MiniRow label="还没有题" note="没有检查题的一节，读到底、点“读完了”就算学完" />
                      )}
                    </Card>
                  </Section>
                </>
              )}
            </>
          )
        }
      </Loaded>
      {picking && draft && (
        <CheckPicker
          chosen={draft.checks}
          most={MOST.checks}
          onChange={(checks) => change({ checks })}
          onClose={() => setPicking(false)}
        />
      )}
    </Page>
  )
}
