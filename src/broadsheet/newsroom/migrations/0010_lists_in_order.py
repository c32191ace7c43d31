from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q, Subquery


def copy_dates(apps, schema_editor):
    """Give each line its card's date, in one statement for each table."""
    card = apps.get_model("newsroom", "StoryCard")
    date = Subquery(card.objects.filter(pk=OuterRef("card_id")).values("published_at")[:1])
    for name in ("CardByline", "CardTopic"):
        apps.get_model("newsroom", name).objects.update(published_at=date)
    line = apps.get_model("newsroom", "CardByline")
    earlier = line.objects.filter(
        card_id=OuterRef("card_id"),
        person_id=OuterRef("person_id"),
        position__lt=OuterRef("position"),
    )
    line.objects.filter(Exists(earlier)).update(is_first=False)


class Migration(migrations.Migration):

    dependencies = [
        ("newsroom", "0009_card_indexes"),
    ]

    operations = [
        migrations.AddField("cardbyline", "is_first", models.BooleanField(default=True)),
        migrations.AddField("cardbyline", "published_at", models.DateTimeField(null=True)),
        migrations.AddField("cardtopic", "published_at", models.DateTimeField(null=True)),
        migrations.RunPython(copy_dates, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("cardbyline", "published_at", models.DateTimeField()),
        migrations.AlterField("cardtopic", "published_at", models.DateTimeField()),
        migrations.AddIndex(
            "cardbyline",
            models.Index(
                fields=["person", "-published_at", "-card"],
                condition=Q(is_first=True),
                name="newsroom_card_by_person",
            ),
        ),
        migrations.AddIndex(
            "cardtopic",
            models.Index(
                fields=["topic", "-published_at", "-card"], name="newsroom_card_about_topic"
            ),
        ),
        migrations.AddIndex(
            "storycard",
            models.Index(fields=["-changed_at", "-story"], name="newsroom_card_changed"),
        ),
    ]
