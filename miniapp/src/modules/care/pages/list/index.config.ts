export default definePageConfig({ navigationBarTitleText: '关怀与送学' })
