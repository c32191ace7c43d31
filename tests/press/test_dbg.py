from tests.press.edits import EDITS, make_scene
from tests.press.harness import PressAtWork
from broadsheet.press.store import store

def test_dbg(at_work: PressAtWork) -> None:
    at_work.more=[]
    scene = make_scene(at_work.front, 1)
    at_work.addresses = lambda: ["/sitemap-news.xml"]
    at_work.press_everything()
    for i in range(3):
        EDITS["publish_new"](scene)
        for q in store().connection.execute("select sql, arguments, conditions, boundary, form, digest from question join statement on statement.id=statement_id join shape on shape.id=shape_id join asked on question.id=question_id join pressing on pressing.id=pressing_id where name='/sitemap-news.xml' and sql like '%storycard%'").fetchall(): print(q)
        s=at_work.settle(); print("PRESSED", s.pressed)
        a,b=at_work.page("/sitemap-news.xml"),at_work.fresh("/sitemap-news.xml")
        print(a==b, len(a), len(b))
