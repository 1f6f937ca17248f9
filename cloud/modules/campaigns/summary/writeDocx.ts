import { NODE_KIND_LABELS } from '@shared/modules/campaigns/model'
import { percentOf } from '@shared/modules/campaigns/progress'
import { type CampaignSummary, dayWord, type SummaryPlace, summaryText } from '@shared/modules/campaigns/summary'
import {
  AlignmentType,
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { ChartRun } from 'docx/charts'

const FONT = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman' } as const
const HEADING_FONT = { ascii: 'Times New Roman', eastAsia: '黑体', hAnsi: 'Times New Roman' } as const
const RED = 'C8161D'
const GREEN = '2E8B57'
/** Places a chart still shows readably; the table beside it has all of them. */
const MOST_BARS = 20

const heading = (text: string): Paragraph => new Paragraph({ text, heading: HeadingLevel.HEADING_2 })
const body = (text: string): Paragraph =>
  new Paragraph({ children: [new TextRun(text)], indent: { firstLine: 560 }, spacing: { line: 480 } })

function table(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const cell = (text: string, bold: boolean) =>
    new TableCell({
      children: [new Paragraph({ children: [new TextRun({ text, bold, size: 21 })] })],
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
    })
  const row = (cells: readonly string[], isHead = false) =>
    new TableRow({ children: cells.map((text) => cell(text, isHead)), tableHeader: isHead, cantSplit: true })
  return new Table({
    rows: [row(head, true), ...rows.map((cells) => row(cells))],
    width: { size: 100, type: WidthType.PERCENTAGE },
  })
}

const percent = (value: number | null): string => (value === null ? '—' : `${value}%`)

function columnChart(
  title: string,
  names: readonly string[],
  series: { name: string; values: number[]; color: string }[],
) {
  const chart = new ChartRun({
    type: 'column',
    title,
    categories: [...names],
    series,
    legend: series.length > 1 ? {} : false,
    valueAxis: { minimum: 0, maximum: 100 },
    dataLabels: { value: true },
    transformation: { width: 560, height: 260 },
  })
  return new Paragraph({ children: [chart], alignment: AlignmentType.CENTER, keepNext: true })
}

function placesPart(label: string, places: readonly SummaryPlace[]): (Paragraph | Table)[] {
  const rows = places.map(({ name, asked, reached, understanding }) => [
    name,
    String(asked),
    String(reached),
    `${percentOf(reached, asked)}%`,
    percent(understanding),
  ])
  const shown = places.slice(0, MOST_BARS)
  const shares = shown.map(({ asked, reached }) => percentOf(reached, asked))
  return [
    heading(`附：各${label}情况（按组织次序，不是名次）`),
    ...(shown.length > 1 && places.length <= MOST_BARS
      ? [
          columnChart(
            `各${label}参加过的人（%）`,
            shown.map(({ name }) => name),
            [{ name: '参加过', values: shares, color: GREEN }],
          ),
        ]
      : []),
    table([label, '对象（人）', '参加过（人）', '占比', '平均掌握'], rows),
  ]
}

function nodesPart({ nodes }: CampaignSummary): (Paragraph | Table)[] {
  const held = nodes.filter((node) => node.cancelledBecause === null)
  const graded = held.filter((node) => node.understanding !== null)
  const names = (list: typeof held) => list.map(({ title }) => title)
  const rows = nodes.map((node) => [
    NODE_KIND_LABELS[node.kind],
    node.title,
    node.on === node.until ? node.on : `${node.on} 至 ${node.until}`,
    node.cancelledBecause === null ? `${node.done} / ${node.asked}` : `取消：${node.cancelledBecause}`,
    percent(node.understanding),
  ])
  const done = held.map((node) => percentOf(node.done, node.asked))
  return [
    ...(held.length > 0
      ? [columnChart('各节点参加的人（%）', names(held), [{ name: '参加', values: done, color: RED }])]
      : []),
    ...(graded.length > 0
      ? [
          columnChart('答题平均掌握（%）', names(graded), [
            { name: '平均掌握', values: graded.map((node) => node.understanding ?? 0), color: GREEN },
          ]),
        ]
      : []),
    table(['种类', '节点', '时间', '参加（人）', '平均掌握'], rows),
  ]
}

/** 总结文件 — text, tables and charts that Word and WPS draw themselves; everything in it is of the frozen summary. */
export async function writeDocx(summary: CampaignSummary): Promise<Uint8Array<ArrayBuffer>> {
  const [facts, ...rest] = summaryText(summary)
  const part = ({ heading: title, lines }: { heading: string; lines: string[] }) => [heading(title), ...lines.map(body)]
  const file = new Document({
    creator: summary.host,
    title: `${summary.title}总结`,
    styles: {
      default: {
        document: { run: { font: FONT, size: 28 } },
        heading2: {
          run: { font: HEADING_FONT, size: 28, color: '000000' },
          paragraph: { spacing: { before: 240, after: 120 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        children: [
          new Paragraph({
            children: [new TextRun({ text: `${summary.title}总结`, bold: true, size: 40 })],
            alignment: AlignmentType.CENTER,
            spacing: { after: 240 },
          }),
          ...(facts ? part(facts) : []),
          ...nodesPart(summary),
          ...rest.flatMap(part),
          ...(summary.units.length > 1 ? placesPart('单位', summary.units) : []),
          ...placesPart('小组', summary.teams),
          new Paragraph({
            children: [new TextRun({ text: `${summary.host}　${dayWord(summary.closedOn)}`, size: 24 })],
            alignment: AlignmentType.RIGHT,
            spacing: { before: 240 },
          }),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}
