import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Country',
            fields=[
                ('code', models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name='code')),
                ('names', models.JSONField(default=dict, verbose_name='names by language')),
                ('timezone', models.CharField(default='Europe/Sarajevo', max_length=50, verbose_name='time zone')),
                ('languages', models.JSONField(default=list, verbose_name='languages offered, in order')),
                ('collation', models.CharField(default='bs', max_length=20, verbose_name='collation of lists')),
                ('controller', models.TextField(blank=True, help_text='Name, address, e-mail and legal basis; stands on the page about privacy.', max_length=600, verbose_name='who is responsible for the data')),
                ('registration', models.CharField(choices=[('edition', 'open while an edition takes classes'), ('open', 'open'), ('closed', 'closed')], db_default='edition', default='edition', max_length=10, verbose_name='registration of teachers')),
            ],
            options={
                'verbose_name': 'country',
                'verbose_name_plural': 'countries',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='name')),
                ('language', models.CharField(default='bs', max_length=10, verbose_name='language')),
                ('is_staff', models.BooleanField(default=False, verbose_name='may enter the admin')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='joined')),
                ('looked_for_on', models.DateField(editable=False, null=True)),
                ('letters_ended_at', models.DateTimeField(blank=True, null=True, verbose_name='wants no letters since')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(blank=True, editable=False, max_length=40)),
                ('kind', models.CharField(choices=[('helpline', 'Helpline'), ('hotline', 'Reporting'), ('police', 'Police'), ('emergency', 'Emergency')], max_length=10, verbose_name='kind')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('names', models.JSONField(default=dict, verbose_name='names by language')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('web', models.CharField(blank=True, max_length=120, verbose_name='web address')),
                ('opening', models.JSONField(blank=True, default=list, verbose_name='opening hours')),
                ('hours', models.JSONField(blank=True, default=dict, verbose_name='note on the hours by language')),
                ('free', models.BooleanField(default=False, verbose_name='free of charge')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('verified_on', models.DateField(blank=True, null=True, verbose_name='last verified with the service')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='retired')),
                ('pack', models.JSONField(blank=True, editable=False, null=True)),
                ('offer', models.JSONField(blank=True, editable=False, null=True)),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='schools.country', verbose_name='country')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'ordering': ['country', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Grade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8, verbose_name='grade')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('division_code', models.CharField(choices=[('9-11', '9–11'), ('12-13', '12–13'), ('14-15', '14–15')], max_length=8, verbose_name='division')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grades', to='schools.country', verbose_name='country')),
            ],
            options={
                'verbose_name': 'grade',
                'verbose_name_plural': 'grades',
                'ordering': ['country', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=120)),
                ('queue', models.CharField(choices=[('short', 'short'), ('long', 'long')], max_length=8, verbose_name='queue')),
                ('subject', models.CharField(blank=True, max_length=80)),
                ('arguments', models.JSONField(default=dict)),
                ('language', models.CharField(max_length=10)),
                ('asked_at', models.DateTimeField(verbose_name='asked for')),
                ('state', models.CharField(choices=[('waiting', 'waits'), ('running', 'is being done'), ('done', 'done'), ('failed', 'given up')], default='waiting', max_length=8, verbose_name='state')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('beat_at', models.DateTimeField(null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('expected', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished')),
                ('expires_at', models.DateTimeField(db_index=True, null=True)),
                ('reason', models.CharField(blank=True, choices=[('time', 'It took longer than it may.'), ('memory', 'It needed more memory than it may.'), ('died', 'It was cut off three times.'), ('database', 'The database did not answer, three times.'), ('fault', 'A fault in the program stopped it.'), ('mail', 'The mail server did not take the mails; they are tried again by itself.'), ('right', 'Whoever asked for it may not do so any more.'), ('changed', 'Something changed since you looked. Look at it once more, then confirm.'), ('faulty', 'Some rows have faults.'), ('unreadable', 'The file could not be read. Upload it again.')], max_length=12, verbose_name='reason')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'background job',
                'verbose_name_plural': 'background jobs',
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('level', models.CharField(max_length=20, verbose_name='level')),
                ('names', models.JSONField(default=dict, verbose_name='names by language')),
                ('path', models.CharField(db_index=True, default='', editable=False, max_length=120)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regions', to='schools.country', verbose_name='country')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='schools.region', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'region',
                'verbose_name_plural': 'regions',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='RegisterUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('content', models.BinaryField(default=b'')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='imported')),
                ('counts', models.JSONField(default=dict)),
                ('job', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.job')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'imported register',
                'verbose_name_plural': 'imported registers',
                'ordering': ['-uploaded_at'],
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register_code', models.CharField(max_length=40, verbose_name='code in the register')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='place')),
                ('pupil_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of pupils')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('email', models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='e-mail of the school')),
                ('proposed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='proposed')),
                ('refused_for', models.CharField(blank=True, choices=[('', 'not refused'), ('no_school', 'there is no such school'), ('elsewhere', 'it does not belong to this competition'), ('unchecked', 'could not be checked')], db_default='', default='', editable=False, max_length=12, verbose_name='refused because')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schools', to='schools.country', verbose_name='country')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schools', to='schools.region', verbose_name='region')),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
            ],
            options={
                'verbose_name': 'school',
                'verbose_name_plural': 'schools',
                'ordering': ['country', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('teacher', 'teacher'), ('organizer', 'organizer'), ('coordinator', 'coordinator'), ('ministry', 'ministry'), ('editor', 'editor of questions'), ('translator', 'translator of questions'), ('reviewer', 'reviewer for child protection'), ('helper', 'helper for the day')], max_length=12, verbose_name='role')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='asked for')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ends')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.country', verbose_name='country')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.region', verbose_name='region')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='schools.school', verbose_name='school')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='name')),
                ('language', models.CharField(default='bs', max_length=10, verbose_name='language')),
                ('kind', models.CharField(choices=[('teacher', 'teacher'), ('organizer', 'organizer'), ('coordinator', 'coordinator'), ('ministry', 'ministry'), ('editor', 'editor of questions'), ('translator', 'translator of questions'), ('reviewer', 'reviewer for child protection'), ('helper', 'helper for the day')], max_length=12, verbose_name='role')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ends')),
                ('sent_at', models.DateTimeField(db_index=True, verbose_name='sent')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.country', verbose_name='country')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.region', verbose_name='region')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.school', verbose_name='school')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SchoolClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=20, verbose_name='name of the class')),
                ('school_year', models.CharField(max_length=9, verbose_name='school year')),
                ('language', models.CharField(default='bs', max_length=10, verbose_name='language offered first')),
                ('grade', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='schools.grade', verbose_name='grade')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='schools.school', verbose_name='school')),
                ('teachers', models.ManyToManyField(related_name='classes', to=settings.AUTH_USER_MODEL, verbose_name='teachers')),
            ],
            options={
                'verbose_name': 'class',
                'verbose_name_plural': 'classes',
                'ordering': ['school', 'label'],
            },
        ),
        migrations.CreateModel(
            name='RosterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('made_class', models.BooleanField(default=False)),
                ('added', models.JSONField(default=list)),
                ('named', models.JSONField(default=list)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rosters', to='schools.schoolclass', verbose_name='class')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ClassCover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('ill', 'the teacher is ill'), ('elsewhere', 'the teacher is needed elsewhere'), ('computer', 'the teacher’s computer does not work')], max_length=12, verbose_name='reason')),
                ('taken_at', models.DateTimeField(verbose_name='taken over')),
                ('until', models.DateTimeField(db_index=True, verbose_name='until')),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='covers', to='schools.schoolclass', verbose_name='class')),
            ],
            options={
                'verbose_name': 'class taken over for a day',
                'verbose_name_plural': 'classes taken over for a day',
                'ordering': ['-taken_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CardSharing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(verbose_name='allowed')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='allowed by')),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='card_sharings', to='schools.schoolclass', verbose_name='class')),
            ],
            options={
                'verbose_name': 'cards opened to a colleague',
                'verbose_name_plural': 'cards opened to colleagues',
                'ordering': ['-given_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CardOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('teacher_away', 'the teacher is away and the class is waiting'), ('card_lost', 'a card was lost on the day'), ('parent_asks', 'a parent asks what is stored'), ('other', 'another reason')], max_length=12, verbose_name='reason')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='in your words')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('until', models.DateTimeField(verbose_name='open until')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='card_openings', to='schools.schoolclass', verbose_name='class')),
            ],
            options={
                'verbose_name': "opening of a class's cards",
                'verbose_name_plural': "openings of classes' cards",
                'ordering': ['-opened_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='number')),
                ('pin', models.CharField(max_length=4, validators=[django.core.validators.RegexValidator('^\\d{4}$')], verbose_name='PIN')),
                ('extra_time', models.PositiveSmallIntegerField(choices=[(0, 'none'), (25, '+25 %'), (50, '+50 %'), (100, '+100 %')], default=0, verbose_name='extra time in per cent')),
                ('untimed', models.BooleanField(default=False, verbose_name='without a time limit')),
                ('large_text', models.BooleanField(db_default=False, default=False, verbose_name='larger text')),
                ('contrast', models.BooleanField(db_default=False, default=False, verbose_name='high contrast')),
                ('read_aloud', models.BooleanField(db_default=False, default=False, verbose_name='read to the pupil')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='name, if the class uses names')),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='schools.schoolclass', verbose_name='class')),
            ],
            options={
                'verbose_name': 'card',
                'verbose_name_plural': 'cards',
                'ordering': ['school_class', 'number'],
            },
        ),
        migrations.CreateModel(
            name='SchoolInquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(db_index=True, verbose_name='asked')),
                ('address', models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='e-mail of the school')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('tries', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('said_yes', models.BooleanField(blank=True, null=True, verbose_name='teaches here')),
                ('role', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='inquiry', to='schools.role', verbose_name='role')),
            ],
            options={
                'verbose_name': 'question to a school',
                'verbose_name_plural': 'questions to schools',
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SchoolMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register_code', models.CharField(max_length=40, verbose_name='code in the register')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='place')),
                ('moved', models.JSONField(default=dict)),
                ('merged_at', models.DateTimeField(verbose_name='when')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.country', verbose_name='country')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='schools.school', verbose_name='merged into')),
                ('merged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'merge of schools',
                'verbose_name_plural': 'merges of schools',
                'ordering': ['-merged_at'],
            },
        ),
        migrations.CreateModel(
            name='TeacherDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('approved', models.BooleanField(verbose_name='approved')),
                ('reason', models.CharField(blank=True, choices=[('', 'no reason needed'), ('not_here', 'does not teach at this school'), ('unknown', 'the school does not know this person'), ('twice', 'has another account already'), ('unchecked', 'could not be checked')], max_length=12, verbose_name='reason')),
                ('decided_at', models.DateTimeField(verbose_name='when')),
                ('way', models.CharField(choices=[('organizer', 'an organizer'), ('colleague', 'a colleague'), ('school', 'the school itself')], db_default='organizer', default='organizer', max_length=10, verbose_name='decided as')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='told')),
                ('taken_at', models.DateTimeField(editable=False, null=True)),
                ('tries', models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teacher_decisions', to='schools.school', verbose_name='school')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teacher_decisions', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'decision about a teacher',
                'verbose_name_plural': 'decisions about teachers',
                'ordering': ['-decided_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='TeacherSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('content', models.BinaryField(default=b'')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='invited')),
                ('address', models.CharField(default='', editable=False, max_length=200)),
                ('counts', models.JSONField(default=dict)),
                ('job', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.job')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by whom')),
            ],
            options={
                'verbose_name': 'invited teachers',
                'verbose_name_plural': 'invited teachers',
                'ordering': ['-uploaded_at'],
            },
        ),
        migrations.CreateModel(
            name='SheetMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waits'), ('sent', 'sent'), ('failed', 'could not be sent')], default='waiting', max_length=8)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('taken_at', models.DateTimeField(null=True)),
                ('invitation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='schools.invitation')),
                ('role', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.role')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='schools.teachersheet')),
            ],
            options={
                'verbose_name': 'mail of an invitation',
                'verbose_name_plural': 'mails of invitations',
            },
        ),
        migrations.AddField(
            model_name='invitation',
            name='sheet',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to='schools.teachersheet', verbose_name='sheet'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once_in_any_case'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('country', 'key'), name='contact_key_once_in_country'),
        ),
        migrations.AddConstraint(
            model_name='grade',
            constraint=models.UniqueConstraint(fields=('country', 'code'), name='grade_once_in_country'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['asked_at'], name='job_under_way'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running']), models.Q(('subject', ''), _negated=True)), fields=('task', 'subject'), name='job_under_way_once'),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.UniqueConstraint(fields=('country', 'register_code'), name='school_once_in_register'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'helper'), _negated=True), ('ends_at__isnull', False), _connector='OR'), name='helper_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'teacher'), _negated=True), ('school__isnull', False), _connector='OR'), name='teacher_has_a_school'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'teacher')), fields=('user', 'school'), name='teacher_once_in_school'),
        ),
        migrations.AddConstraint(
            model_name='schoolclass',
            constraint=models.UniqueConstraint(fields=('school', 'school_year', 'label'), name='class_once_in_year'),
        ),
        migrations.AddConstraint(
            model_name='cardsharing',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('school_class', 'colleague'), name='cards_shared_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.UniqueConstraint(fields=('school_class', 'number'), name='card_number_once_in_class'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.UniqueConstraint(fields=('school_class', 'pin'), name='card_pin_once_in_class'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('number__range', (1, 99))), name='card_number_1_to_99'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('pin__regex', '^[0-9]{4}$')), name='card_pin_four_digits'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('extra_time__in', [0, 25, 50, 100])), name='card_extra_time_known'),
        ),
        migrations.AddConstraint(
            model_name='schoolmerge',
            constraint=models.UniqueConstraint(fields=('country', 'register_code'), name='merged_once'),
        ),
        migrations.AddIndex(
            model_name='teacherdecision',
            index=models.Index(condition=models.Q(('told_at__isnull', True)), fields=['decided_at'], name='decision_to_tell'),
        ),
        migrations.AddIndex(
            model_name='sheetmail',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['taken_at'], name='sheet_mail_waits'),
        ),
        migrations.AddConstraint(
            model_name='sheetmail',
            constraint=models.CheckConstraint(condition=models.Q(('invitation__isnull', False), ('role__isnull', False), _connector='XOR'), name='sheet_mail_is_of_one'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'teacher'), _negated=True), ('school__isnull', False), _connector='OR'), name='invited_teacher_has_a_school'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'helper'), _negated=True), ('ends_at__isnull', False), _connector='OR'), name='invited_helper_has_an_end'),
        ),
    ]
