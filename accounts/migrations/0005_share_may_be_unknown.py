from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_seals_say_how_far'),
    ]

    operations = [
        migrations.AlterField(
            model_name='administrativeunitsuccession',
            name='share',
            field=models.DecimalField(blank=True, decimal_places=4, default=Decimal('1'), max_digits=5, null=True),
        ),
    ]
