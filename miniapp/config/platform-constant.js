// `isH5` is known while building. Written as `true` or `false` where it is used, it lets the bundler leave out the other platform's
// branch with everything only that branch needs.
const PLATFORM = /(^\.\/|\/)platform$/

module.exports = ({ types }) => ({
  visitor: {
    ReferencedIdentifier(path) {
      const binding = path.node.name === 'isH5' ? path.scope.getBinding('isH5') : undefined
      if (!binding?.path.isImportSpecifier() || !PLATFORM.test(binding.path.parent.source.value)) return
      path.replaceWith(types.booleanLiteral(process.env.TARO_ENV === 'h5'))
    },
  },
})
