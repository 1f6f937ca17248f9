import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { useShell } from '@/ui/shell'
import { TextField } from '@/ui/TextField'
import { NoteCard } from '../../components/NoteCard'
import { OpinionsCard } from '../../components/OpinionsCard'
import { rectificationsPage } from '../../lifeWords'
import { usePreparation } from '../../usePreparation'
import { dayWord } from '../../words'

export default function PreparationPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const model = usePreparation(id)
  const [theme, setTheme] = useState<string>()
  const { data, error } = model
  const done = data?.items.filter((item) => item.done).length ?? 0
  const saveTheme = async () => {
    if (theme && (await model.theme.run(theme.trim()))) setTheme(undefined)
  }
  return (
    <Page
      title="会前准备"
      who={data && `${data.title} · ${dayWord(data.on)}`}
      acts={
        data?.allowed.includes('theme') && (
          <Button icon="pen" kind={data.theme ? 'line' : 'fill'} wide={!wide} onClick={() => setTheme(data.theme)}>
            {data.theme ? '改主题' : '定主题'}
          </Button>
        )
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={model.refresh} />}
    >
      {!data && !error && <Skeleton rows={6} />}
      {data && !data.applies && <Banner title="只有组织生活会有会前准备" />}
      {data?.applies && (
        <View className={wide ? 'cols' : 'stack'}>
          <View>
            <Card
              title="准备清单"
              aside={<Chip tone={done === 5 ? 'ok' : 'warn'}>{`${done} / ${data.items.length}`}</Chip>}
            >
              {data.items.map((item) => (
                <MiniRow
                  key={item.id}
                  label={item.label}
                  note={item.detail}
                  value={<Chip tone={item.done ? 'ok' : 'idle'}>{item.done ? '有了' : '还没有'}</Chip>}
                />
              ))}
              <View className="card-pad">
                <SourceNote source={data.source} say="学习、谈话从记录里得出，不用再填" />
              </View>
            </Card>
            <Card>
              <MiniRow
                icon="flag"
                label="整改清单"
                note="会后列出，逐项销号"
                onClick={() => openPage(rectificationsPage(data.organizationId, id))}
              />
            </Card>
          </View>
          <View>
            {data.note && (
              <NoteCard key={`${id}${data.note.readyOn ?? ''}`} note={data.note} open={data.open} model={model} />
            )}
            <OpinionsCard opinions={data.opinions} open={data.open} model={model} />
          </View>
        </View>
      )}
      <Sheet
        open={theme !== undefined}
        title="组织生活会主题"
        onClose={() => setTheme(undefined)}
        act={
          <Button
            kind="fill"
            wide
            busy={model.theme.busy}
            reason={theme?.trim() ? undefined : '先写主题'}
            onClick={saveTheme}
          >
            保存
          </Button>
        }
      >
        <ErrorBanner error={model.theme.error} />
        <TextField label="主题" required max={100} value={theme ?? ''} onChange={setTheme} />
      </Sheet>
    </Page>
  )
}
