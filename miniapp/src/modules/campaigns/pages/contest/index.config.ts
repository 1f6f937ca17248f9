export default definePageConfig({ navigationBarTitleText: '班组竞赛' })
