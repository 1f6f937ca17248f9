import { CERTIFICATE_STATE_LABELS } from '@shared/modules/quiz/certificates/model'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { useShell } from '@/ui/shell'
import {
  CERTIFICATE_TONES,
  certificatePage,
  certificatesApi,
  issuedWord,
  VERIFY_PAGE,
} from '../../certificates/certificatesApi'

/** 我的证书 — what I have passed, the latest first. */
export default function CertificatesPage() {
  const { wide } = useShell()
  const list = usePages('quiz/certificates/own', (cursor) =>
    certificatesApi.ownCertificates({ query: { limit: '50', ...(cursor && { cursor }) } }),
  )
  return (
    <Page
      narrow
      title="我的证书"
      who="考试合格就发，编号一直不变"
      acts={
        <Button icon="scan" wide={!wide} onClick={() => openPage(VERIFY_PAGE)}>
          验证别人的证书
        </Button>
      }
    >
      <Loaded query={list} rows={3}>
        {({ items }) => (
          <Card>
            {items.length === 0 && (
              <Empty icon="award" title="还没有证书">
                发证书的考试，合格以后证书就在这里
              </Empty>
            )}
            {items.map(({ id, examTitle, organizationName, issuedOn, state }) => (
              <MiniRow
                key={id}
                icon="award"
                label={examTitle}
                note={`${organizationName} · ${issuedWord(issuedOn)}`}
                value={<Chip tone={CERTIFICATE_TONES[state]}>{CERTIFICATE_STATE_LABELS[state]}</Chip>}
                onClick={() => openPage(certificatePage(id))}
              />
            ))}
          </Card>
        )}
      </Loaded>
      <Pager {...list.pager} quiet />
    </Page>
  )
}
