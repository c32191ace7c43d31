// The body as those see it who may not write HTML: a block that stands is shown, none is offered.
(() => {
  const { StreamBlockDefinition } = window.wagtailStreamField.blocks;

  class BodyWithStandingHtml extends StreamBlockDefinition {
    constructor(...definition) {
      super(...definition);
      // The definitions by name were made before: from them the standing blocks are drawn.
      this.groupedChildBlockDefs = this.groupedChildBlockDefs.map(([group, blocks]) => [
        group,
        blocks.filter((block) => block.name !== "html"),
      ]);
    }
  }

  window.telepath.register("broadsheet.newsroom.BodyWithStandingHtml", BodyWithStandingHtml);
})();
