import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('schools', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('kind', models.CharField(choices=[('official', 'official'), ('reserve', 'reserve'), ('rehearsal', 'rehearsal'), ('practice', 'practice')], max_length=10, verbose_name='kind')),
                ('division_code', models.CharField(max_length=8, verbose_name='division')),
                ('seed', models.CharField(editable=False, max_length=64)),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
            ],
            options={
                'verbose_name': 'paper',
                'verbose_name_plural': 'papers',
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('name', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('content', models.BinaryField()),
                ('needed_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True, verbose_name='identifier')),
                ('division_code', models.CharField(max_length=8, verbose_name='division')),
                ('difficulty', models.CharField(choices=[('easy', 'easy'), ('medium', 'medium'), ('hard', 'hard')], max_length=8, verbose_name='difficulty')),
                ('sensitive', models.BooleanField(default=False, verbose_name='sensitive topic')),
                ('kind', models.CharField(choices=[('single', 'one choice'), ('multi', 'several choices'), ('sort', 'sort into groups'), ('order', 'put in order'), ('spots', 'mark in the scene')], db_default='single', default='single', max_length=8, verbose_name='kind')),
                ('right', models.CharField(max_length=40, verbose_name='right answer')),
                ('scene', models.JSONField(blank=True, default=dict, verbose_name='scene')),
                ('demonstration', models.BooleanField(default=False, verbose_name='for demonstration only')),
                ('source', models.CharField(default='en', max_length=10, verbose_name='written in')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='retired')),
                ('released_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='released')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['division_code', 'key'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('code', models.CharField(max_length=8, primary_key=True, serialize=False, verbose_name='code')),
                ('names', models.JSONField(default=dict, verbose_name='names by language')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='QuestionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('out', 'exported'), ('in', 'imported')], max_length=3, verbose_name='way')),
                ('format', models.CharField(max_length=10, verbose_name='format')),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('content', models.BinaryField(default=b'')),
                ('said', models.JSONField(default=dict, editable=False)),
                ('counts', models.JSONField(default=dict, editable=False)),
                ('made_at', models.DateTimeField(verbose_name='when')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='imported')),
                ('job', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.job')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'file of questions',
                'verbose_name_plural': 'files of questions',
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='QuestionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stem', models.CharField(max_length=200, verbose_name='question')),
                ('choices', models.JSONField(default=dict, verbose_name='choices by letter')),
                ('explanation', models.TextField(max_length=600, verbose_name='explanation')),
                ('bins', models.JSONField(blank=True, default=dict, verbose_name='groups by number')),
                ('parts', models.JSONField(blank=True, default=dict, verbose_name='parts of the scene by number')),
                ('people', models.JSONField(blank=True, default=dict, verbose_name='names in the scene')),
                ('notes', models.JSONField(blank=True, default=dict, verbose_name='notes beside choices and parts')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('state', models.CharField(choices=[('draft', 'no person has reviewed it'), ('content', 'waits for the content review'), ('protection', 'waits for the child-protection review'), ('back_check', 'waits for the back-check'), ('approved', 'approved')], default='draft', max_length=12, verbose_name='review')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='wording')),
                ('source_version', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='quizbank.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'text of a question',
                'verbose_name_plural': 'texts of questions',
                'ordering': ['question', 'language'],
            },
        ),
        migrations.CreateModel(
            name='OptionGuess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(verbose_name='wording')),
                ('choice', models.CharField(max_length=1, verbose_name='choice')),
                ('hit', models.BooleanField(verbose_name='hit')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guesses', to='quizbank.questiontext', verbose_name='text')),
            ],
            options={
                'verbose_name': 'guess without the question',
                'verbose_name_plural': 'guesses without the question',
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('version', models.PositiveIntegerField(blank=True, null=True, verbose_name='wording')),
                ('act', models.CharField(choices=[('handed_in', 'handed in'), ('content', 'content review passed'), ('protection', 'child-protection review passed'), ('back_check', 'back-check passed'), ('sent_back', 'sent back'), ('given_away', 'sent back: readers of the choices alone found the answer'), ('misread', 'answered otherwise'), ('answered', 'answered as the question wants'), ('seen', 'looked at the right answer, so another person reviews it'), ('comment', 'comment'), ('changed', 'topic, difficulty or right answer changed'), ('retired', 'retired'), ('restored', 'taken back into use'), ('released', 'released')], max_length=12, verbose_name='act')),
                ('comment', models.TextField(blank=True, max_length=1000, verbose_name='comment')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='quizbank.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'review of a question',
                'verbose_name_plural': 'reviews of questions',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='quizbank.topic', verbose_name='topic'),
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stem', models.CharField(max_length=200, verbose_name='question')),
                ('choices', models.JSONField(default=dict, verbose_name='choices by letter')),
                ('explanation', models.TextField(max_length=600, verbose_name='explanation')),
                ('bins', models.JSONField(blank=True, default=dict, verbose_name='groups by number')),
                ('parts', models.JSONField(blank=True, default=dict, verbose_name='parts of the scene by number')),
                ('people', models.JSONField(blank=True, default=dict, verbose_name='names in the scene')),
                ('notes', models.JSONField(blank=True, default=dict, verbose_name='notes beside choices and parts')),
                ('version', models.PositiveIntegerField(verbose_name='wording')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='quizbank.questiontext', verbose_name='text')),
            ],
            options={
                'verbose_name': 'wording of a text',
                'verbose_name_plural': 'wordings of texts',
                'ordering': ['text', 'version'],
            },
        ),
        migrations.CreateModel(
            name='CompiledPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('body', models.TextField()),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='compiled', to='quizbank.paper', verbose_name='paper')),
            ],
            options={
                'verbose_name': 'compiled paper',
                'verbose_name_plural': 'compiled papers',
                'constraints': [models.UniqueConstraint(fields=('paper', 'language'), name='compiled_once_in_language')],
            },
        ),
        migrations.CreateModel(
            name='CompiledKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('body', models.TextField()),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='compiled_keys', to='quizbank.paper', verbose_name='paper')),
            ],
            options={
                'verbose_name': 'compiled key',
                'verbose_name_plural': 'compiled keys',
                'constraints': [models.UniqueConstraint(fields=('paper', 'language'), name='key_once_in_language')],
            },
        ),
        migrations.CreateModel(
            name='PaperQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('order', models.CharField(editable=False, max_length=14, verbose_name='letters in the order shown')),
                ('points', models.PositiveSmallIntegerField(default=1, verbose_name='points')),
                ('halves', models.BooleanField(db_default=True, default=True, editable=False, verbose_name='half right has a point')),
                ('tie_break', models.BooleanField(default=False, verbose_name='breaks ties')),
                ('neutralised', models.BooleanField(default=False, verbose_name='neutralised')),
                ('given', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='its points go to everybody')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='quizbank.paper', verbose_name='paper')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_items', to='quizbank.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'question of a paper',
                'verbose_name_plural': 'questions of a paper',
                'ordering': ['paper', 'number'],
                'constraints': [models.UniqueConstraint(fields=('paper', 'number'), name='number_once_in_paper'), models.UniqueConstraint(fields=('paper', 'question'), name='question_once_in_paper'), models.CheckConstraint(condition=models.Q(('number__range', (1, 60))), name='paper_number_1_to_60'), models.CheckConstraint(condition=models.Q(('given', False), ('neutralised', True), _connector='OR'), name='given_only_where_neutralised')],
            },
        ),
        migrations.AddConstraint(
            model_name='questiontext',
            constraint=models.UniqueConstraint(fields=('question', 'language'), name='text_once_in_language'),
        ),
        migrations.AddConstraint(
            model_name='optionguess',
            constraint=models.UniqueConstraint(fields=('text', 'version', 'by'), name='guess_once_by_each_reader'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('text', 'version'), name='wording_once_in_text'),
        ),
    ]
